// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.log.lucene;

import java.util.Arrays;

/**
 * The hashes of the newest keys, to find what a producer sent twice: two generations, of which the
 * older is forgotten when the younger is full. Grows with what it holds. Not safe for several
 * threads.
 */
final class RecentKeys {

  private static final int SMALLEST = 1024;

  private final int generation;
  private long[] young = new long[SMALLEST];
  private long[] old = new long[SMALLEST];
  private int count;

  /**
   * @param generation how many keys at least are remembered, and half of how many at most
   */
  RecentKeys(int generation) {
    this.generation = generation;
  }

  /** How many keys it remembers at most. */
  int capacity() {
    return 2 * generation;
  }

  /** Remembers a key; false when it is remembered already. */
  boolean add(long hash) {
    long key = hash == 0 ? 1 : hash;
    if (contains(old, key) || !insert(young, key)) {
      return false;
    }
    count++;
    if (count == generation) {
      old = young;
      young = new long[SMALLEST];
      count = 0;
    } else if (count * 2 > young.length) {
      grow();
    }
    return true;
  }

  void clear() {
    young = new long[SMALLEST];
    old = new long[SMALLEST];
    count = 0;
  }

  private void grow() {
    long[] larger = new long[young.length * 2];
    Arrays.stream(young).filter(key -> key != 0).forEach(key -> insert(larger, key));
    young = larger;
  }

  private static boolean contains(long[] table, long key) {
    int at = (int) key & table.length - 1;
    while (table[at] != 0) {
      if (table[at] == key) {
        return true;
      }
      at = at + 1 & table.length - 1;
    }
    return false;
  }

  private static boolean insert(long[] table, long key) {
    int at = (int) key & table.length - 1;
    while (table[at] != 0) {
      if (table[at] == key) {
        return false;
      }
      at = at + 1 & table.length - 1;
    }
    table[at] = key;
    return true;
  }
}
