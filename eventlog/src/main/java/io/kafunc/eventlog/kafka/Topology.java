// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.eventlog.kafka;

import java.util.Map;

/** The topics as they are: whoever has this may use them. */
public record Topology(Map<String, Integer> partitions) {

  public Topology {
    partitions = Map.copyOf(partitions);
  }

  /** The number of partitions of a topic, as it was chosen when the topic was made. */
  public int partitions(String topic) {
    var count = partitions.get(topic);
    if (count == null) {
      throw new IllegalArgumentException("no topic " + topic);
    }
    return count;
  }
}
