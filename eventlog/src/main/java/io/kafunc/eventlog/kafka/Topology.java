// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.eventlog.kafka;

import java.util.Map;
import java.util.UUID;

/** The topics as they are: whoever has this may use them. */
public record Topology(Map<String, Topic> topics) {

  /**
   * One topic.
   *
   * @param partitions as chosen when it was made
   * @param id another one when it is made anew under the same name
   */
  public record Topic(int partitions, UUID id) {}

  public Topology {
    topics = Map.copyOf(topics);
  }

  public Topic topic(String name) {
    var topic = topics.get(name);
    if (topic == null) {
      throw new IllegalArgumentException("no topic " + name);
    }
    return topic;
  }
}
