// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.eventlog.kafka;

import java.util.List;
import java.util.concurrent.ExecutionException;

/**
 * Tells a topic from another one of its name: what was made from a topic that has since been
 * deleted, or from another cluster, is worth nothing.
 */
public final class TopicIdentity {

  /** The id Kafka gave the topic when it was made. Blocks. */
  public static String of(KafkaConfig config, String topic) {
    try (var admin = config.admin()) {
      var described = admin.describeTopics(List.of(topic)).topicNameValues().get(topic).get();
      return described.topicId().toString();
    } catch (ExecutionException e) {
      throw new IllegalStateException("cannot describe topic " + topic, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while describing topic " + topic, e);
    }
  }

  private TopicIdentity() {}
}
