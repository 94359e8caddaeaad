// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async;

import io.kafunc.schemas.Topics;
import io.kafunc.schemas.call.CallTopic;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/** What kafunc.calls is: how many partitions, and which of its lives. */
public record CallsTopic(int partitions, int generation) {

  /** Asks Kafka; blocks. The topic has to be there. */
  public static CallsTopic lookUp(String bootstrapServers) {
    try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      var topic =
          admin.describeTopics(List.of(Topics.CALLS)).topicNameValues().get(Topics.CALLS).get();
      return new CallsTopic(
          topic.partitions().size(),
          CallTopic.generation(topic.topicId().getLeastSignificantBits()));
    } catch (ExecutionException e) {
      throw new IllegalStateException("cannot look up " + Topics.CALLS, e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
