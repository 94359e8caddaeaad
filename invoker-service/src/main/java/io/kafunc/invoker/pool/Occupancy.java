// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.pool;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How many instances the calls of a function fill: the mean of ten seconds, and of these means the
 * largest of the last minute, so that a target follows a rise at once and a fall only when it
 * lasts. What was before the first measurement counts as nothing. Confined to one thread.
 */
final class Occupancy {

  static final Duration MEAN_OF = Duration.ofSeconds(10);
  static final Duration KEPT_FOR = Duration.ofMinutes(1);

  private final Deque<Sample> samples = new ArrayDeque<>();
  private final Deque<Sample> means = new ArrayDeque<>();
  private double area;

  /**
   * @param time from when the value held
   */
  private record Sample(Instant time, double value) {}

  /** What is measured now holds until the next measurement. */
  void measured(Instant now, double occupied) {
    if (!samples.isEmpty()) {
      area += samples.getLast().value * seconds(samples.getLast().time, now);
    }
    samples.addLast(new Sample(now, occupied));
    forget(now.minus(MEAN_OF));
    remember(new Sample(now, Math.max(0, area) / MEAN_OF.toSeconds()));
  }

  double peak() {
    return means.isEmpty() ? 0 : means.getFirst().value;
  }

  private void forget(Instant before) {
    while (samples.size() > 1) {
      var oldest = samples.removeFirst();
      if (!oldest.time.isBefore(before)) {
        samples.addFirst(oldest);
        return;
      }
      var ended = samples.getFirst().time;
      var cut = ended.isBefore(before) ? ended : before;
      area -= oldest.value * seconds(oldest.time, cut);
      if (ended.isAfter(before)) {
        samples.addFirst(new Sample(before, oldest.value));
        return;
      }
    }
  }

  /** Smaller means before a larger one are never the largest again. */
  private void remember(Sample mean) {
    while (!means.isEmpty() && means.getLast().value <= mean.value) {
      means.removeLast();
    }
    means.addLast(mean);
    while (means.getFirst().time.isBefore(mean.time.minus(KEPT_FOR))) {
      means.removeFirst();
    }
  }

  private static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toNanos() / 1e9;
  }
}
