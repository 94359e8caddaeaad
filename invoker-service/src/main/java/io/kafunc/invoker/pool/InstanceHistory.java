// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.pool;

import io.kafunc.httpapi.FcTime;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;

/** How many instances functions used over the last hour (F-55), in memory. Thread-safe. */
final class InstanceHistory {

  /** Every ten seconds for an hour. */
  private static final int KEPT = 360;

  private final Deque<Sample> samples = new ArrayDeque<>();

  private record Sample(Instant time, List<PoolCounts> counts) {}

  /**
   * The instances of a function at one time.
   *
   * @param running calls in them
   */
  record Point(
      String time, int onDemand, int provisioned, int starting, int busy, int idle, int running) {}

  synchronized void add(Instant time, List<PoolCounts> counts) {
    samples.addLast(new Sample(time, List.copyOf(counts)));
    if (samples.size() > KEPT) {
      samples.removeFirst();
    }
  }

  /** Of the pools that match, summed; oldest first. */
  synchronized List<Point> of(Predicate<PoolCounts> which) {
    return samples.stream().map(sample -> point(sample, which)).toList();
  }

  private static Point point(Sample sample, Predicate<PoolCounts> which) {
    var sum = sample.counts.stream().filter(which).reduce(PoolCounts::and);
    return new Point(
        FcTime.seconds(sample.time),
        sum.map(PoolCounts::onDemand).orElse(0),
        sum.map(PoolCounts::provisioned).orElse(0),
        sum.map(PoolCounts::starting).orElse(0),
        sum.map(PoolCounts::busy).orElse(0),
        sum.map(PoolCounts::idle).orElse(0),
        sum.map(PoolCounts::running).orElse(0));
  }
}
