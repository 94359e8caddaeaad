// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.queue;

import io.kafunc.schemas.call.CallSnapshot.OpenDelay;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/** Calls whose next attempt has a time, soonest first. Not thread-safe. */
final class DelayedCalls {

  private final Map<Long, Delayed> byOffset = new HashMap<>();
  private final PriorityQueue<Delayed> byTime =
      new PriorityQueue<>(
          Comparator.comparing((Delayed each) -> each.delay.due())
              .thenComparing(each -> each.delay.offset()));

  void add(CallQueue queue, OpenDelay delay) {
    var delayed = new Delayed(queue, delay);
    byOffset.put(delay.offset(), delayed);
    byTime.add(delayed);
  }

  Optional<OpenDelay> find(long offset) {
    return Optional.ofNullable(byOffset.get(offset)).map(Delayed::delay);
  }

  /** Takes one out before its time. */
  Optional<OpenDelay> remove(long offset) {
    var delayed = Optional.ofNullable(byOffset.remove(offset));
    delayed.ifPresent(byTime::remove);
    return delayed.map(Delayed::delay);
  }

  int size() {
    return byOffset.size();
  }

  /** Takes the next one whose time has come. */
  Optional<Delayed> pollDue(Instant now) {
    var next = byTime.peek();
    if (next == null || next.delay.due().isAfter(now)) {
      return Optional.empty();
    }
    byTime.poll();
    byOffset.remove(next.delay.offset());
    return Optional.of(next);
  }

  Optional<Instant> nextDue() {
    return Optional.ofNullable(byTime.peek()).map(next -> next.delay.due());
  }

  void forEach(Consumer<Delayed> each) {
    byOffset.values().forEach(each);
  }

  /** One of them, and where it waits when its time has come. */
  record Delayed(CallQueue queue, OpenDelay delay) {}
}
