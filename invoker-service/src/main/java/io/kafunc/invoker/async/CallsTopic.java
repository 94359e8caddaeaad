// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async;

import io.kafunc.eventlog.kafka.Topology;
import io.kafunc.schemas.call.CallTopic;

/** What kafunc.calls is: how many partitions, and which of its lives. */
public record CallsTopic(int partitions, int generation) {

  public static CallsTopic of(Topology.Topic topic) {
    return new CallsTopic(
        topic.partitions(), CallTopic.generation(topic.id().getLeastSignificantBits()));
  }
}
