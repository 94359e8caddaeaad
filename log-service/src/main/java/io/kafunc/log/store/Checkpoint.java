// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.log.store;

import java.util.Map;

/**
 * What a section of the store holds of Kafka.
 *
 * @param held the offsets of each partition that are in the store
 * @param fences offset of the last fence seen in each partition that has owners
 */
public record Checkpoint(Map<Partition, Coverage> held, Map<Partition, Long> fences) {

  public static final Checkpoint EMPTY = new Checkpoint(Map.of(), Map.of());

  public Checkpoint {
    held = Map.copyOf(held);
    fences = Map.copyOf(fences);
  }

  public Coverage held(Partition partition) {
    return held.getOrDefault(partition, Coverage.NONE);
  }

  public long fence(Partition partition) {
    return fences.getOrDefault(partition, -1L);
  }
}
