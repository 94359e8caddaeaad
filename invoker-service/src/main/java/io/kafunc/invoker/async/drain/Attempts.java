// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.drain;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The attempts of this process that are not settled, whoever owns their partitions by now. When a
 * partition comes back, after the broker was away, its calls are still running or have ended: they
 * are settled then and do not run again. Thread-safe.
 */
final class Attempts {

  private record Place(int partition, long offset) {}

  private final Map<Place, Attempt> open = new ConcurrentHashMap<>();

  void add(int partition, Attempt attempt) {
    open.put(new Place(partition, attempt.claim().offset()), attempt);
  }

  Optional<Attempt> find(int partition, long offset) {
    return Optional.ofNullable(open.get(new Place(partition, offset)));
  }

  void remove(int partition, long offset) {
    open.remove(new Place(partition, offset));
  }

  /** Forgets what has ended of a partition that others have taken over meanwhile. */
  void forgetEnded(int partition, java.util.function.LongPredicate stillOpen) {
    open.entrySet()
        .removeIf(
            each ->
                each.getKey().partition == partition
                    && each.getValue().outcome().isDone()
                    && !stillOpen.test(each.getKey().offset));
  }
}
