// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.log.lucene;

/**
 * Counts durations so that a percentile is right to a thousandth, in memory that does not grow with
 * how many there are: exact below 1,024, then 512 steps for each doubling.
 */
final class Durations {

  private static final int STEP_BITS = 9;
  private static final int STEPS = 1 << STEP_BITS;
  private static final int LIMIT_BITS = 48;

  private final long[] counts = new long[(LIMIT_BITS - STEP_BITS + 1) * STEPS];
  private long total;

  void add(long duration) {
    counts[slot(Math.clamp(duration, 0, (1L << LIMIT_BITS) - 1))]++;
    total++;
  }

  long total() {
    return total;
  }

  /** The smallest duration that this share of all does not exceed; 0 when there are none. */
  long percentile(double share) {
    long rank = Math.max(1, (long) Math.ceil(share * total));
    long seen = 0;
    for (int slot = 0; slot < counts.length; slot++) {
      seen += counts[slot];
      if (total > 0 && seen >= rank) {
        return middle(slot);
      }
    }
    return 0;
  }

  private static int slot(long duration) {
    int shift = Math.max(0, 63 - Long.numberOfLeadingZeros(duration | 1) - STEP_BITS);
    return shift * STEPS + (int) (duration >>> shift);
  }

  private static long middle(int slot) {
    int shift = Math.max(0, slot / STEPS - 1);
    long lowest = (long) (slot - shift * STEPS) << shift;
    return lowest + ((1L << shift) >>> 1);
  }
}
