// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.schemas;

import java.util.Map;

/**
 * What a Kafka topic must be.
 *
 * @param partitions how many; with {@code chosenAtCreation} only the default for a new topic
 * @param chosenAtCreation whether an existing topic's own count holds whatever this says
 * @param settings Kafka topic settings
 */
public record TopicSpec(
    String name, int partitions, boolean chosenAtCreation, Map<String, String> settings) {

  /** The setting of what a topic's largest batch may have; it alone may grow later. */
  public static final String MOST_BYTES = "max.message.bytes";

  public TopicSpec {
    settings = Map.copyOf(settings);
  }
}
