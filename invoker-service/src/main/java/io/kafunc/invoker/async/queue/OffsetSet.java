// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.queue;

import java.util.BitSet;
import java.util.TreeMap;

/** Offsets in any order, a bit each within blocks of 65,536. Not thread-safe. */
final class OffsetSet {

  private static final int BLOCK_BITS = 16;

  private final TreeMap<Long, BitSet> blocks = new TreeMap<>();

  void add(long offset) {
    blocks.computeIfAbsent(offset >>> BLOCK_BITS, _ -> new BitSet()).set(bit(offset));
  }

  boolean contains(long offset) {
    var block = blocks.get(offset >>> BLOCK_BITS);
    return block != null && block.get(bit(offset));
  }

  /** Forgets whole blocks below an offset. */
  void forgetBelow(long offset) {
    blocks.headMap(offset >>> BLOCK_BITS).clear();
  }

  private static int bit(long offset) {
    return (int) (offset & (1 << BLOCK_BITS) - 1);
  }
}
