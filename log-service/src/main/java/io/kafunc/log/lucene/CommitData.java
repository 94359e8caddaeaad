// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.log.lucene;

import io.kafunc.log.store.Coverage;
import io.kafunc.log.store.Partition;
import java.util.HashMap;
import java.util.Map;

/**
 * What an index knows of Kafka, as the user data of its commits: which offsets its rows come from
 * (those of dropped older indexes among them, which are not to be read again), the last fences, and
 * the ids of the topics.
 */
record CommitData(
    Map<Partition, Coverage> held, Map<Partition, Long> fences, Map<String, String> topicIds) {

  private static final String HELD = "held.";
  private static final String FENCE = "fence.";
  private static final String TOPIC = "topic.";

  CommitData {
    held = Map.copyOf(held);
    fences = Map.copyOf(fences);
    topicIds = Map.copyOf(topicIds);
  }

  Map<String, String> write() {
    var data = new HashMap<String, String>();
    held.forEach((partition, coverage) -> data.put(HELD + partition, coverage.toString()));
    fences.forEach((partition, offset) -> data.put(FENCE + partition, Long.toString(offset)));
    topicIds.forEach((topic, id) -> data.put(TOPIC + topic, id));
    return data;
  }

  static CommitData read(Map<String, String> data) {
    var held = new HashMap<Partition, Coverage>();
    var fences = new HashMap<Partition, Long>();
    var topicIds = new HashMap<String, String>();
    data.forEach(
        (name, value) -> {
          if (name.startsWith(HELD)) {
            held.put(Partition.parse(name.substring(HELD.length())), Coverage.parse(value));
          } else if (name.startsWith(FENCE)) {
            fences.put(Partition.parse(name.substring(FENCE.length())), Long.parseLong(value));
          } else if (name.startsWith(TOPIC)) {
            topicIds.put(name.substring(TOPIC.length()), value);
          }
        });
    return new CommitData(held, fences, topicIds);
  }
}
