// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.drain;

import java.time.Instant;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A queue on its way to instances: the payloads at its head, and why it may not go on just now. */
final class Lane {

  final String queue;
  private final ByteBudget budget;
  private final TreeMap<Long, StoredCall> held = new TreeMap<>();
  private final Set<Long> gone = new HashSet<>();

  /** Calls that were taken out of the queue while their payloads are fetched. */
  final Set<Long> withdrawn = new HashSet<>();

  int concurrency = 1;
  int inFlight;
  int refusals;
  boolean ready;
  boolean resting;
  boolean fetching;
  Instant restsUntil = Instant.MIN;

  Lane(String queue, ByteBudget budget) {
    this.queue = queue;
    this.budget = budget;
  }

  int held() {
    return held.size();
  }

  Optional<Instant> headTime() {
    return Optional.ofNullable(held.firstEntry())
        .map(head -> Instant.ofEpochMilli(head.getValue().time()));
  }

  boolean holds(long offset) {
    return held.containsKey(offset);
  }

  /** Holds a payload if there is room, or in any case when it is the next that is needed. */
  boolean hold(StoredCall call, boolean needed) {
    if (!budget.tryTake(call.bytes())) {
      if (!needed) {
        return false;
      }
      budget.take(call.bytes());
    }
    var before = held.put(call.offset(), call);
    if (before != null) {
      budget.giveBack(before.bytes());
    }
    return true;
  }

  /** A waiting call that is no longer in the log. */
  void gone(long offset) {
    gone.add(offset);
  }

  boolean takeGone(long offset) {
    return gone.remove(offset);
  }

  /** Takes a payload out; null when it is not held. */
  StoredCall take(long offset) {
    var call = held.remove(offset);
    if (call != null) {
      budget.giveBack(call.bytes());
    }
    return call;
  }

  /** A call is taken out of the queue: its payload is not needed. */
  void withdraw(long offset) {
    take(offset);
    gone.remove(offset);
    if (fetching) {
      withdrawn.add(offset);
    }
  }

  void letGo() {
    for (Iterator<StoredCall> each = held.values().iterator(); each.hasNext(); each.remove()) {
      budget.giveBack(each.next().bytes());
    }
  }

  boolean isIdle() {
    return held.isEmpty() && inFlight == 0 && !fetching && !resting;
  }
}
