// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.drain;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * The lanes of a partition, served in turn: one that has had its share goes to the back, one that
 * may not go on is out until something changes for it. Not thread-safe.
 */
final class Lanes {

  private final ByteBudget budget;
  private final Map<String, Lane> lanes = new HashMap<>();
  private final ArrayDeque<Lane> ready = new ArrayDeque<>();
  private final PriorityQueue<Lane> resting =
      new PriorityQueue<>(Comparator.comparing((Lane lane) -> lane.restsUntil));

  Lanes(ByteBudget budget) {
    this.budget = budget;
  }

  Lane of(String queue) {
    return lanes.computeIfAbsent(queue, name -> new Lane(name, budget));
  }

  /** When the first of the calls that wait was accepted; empty while its payload is not held. */
  Optional<Instant> headTime(String queue) {
    return Optional.ofNullable(lanes.get(queue)).flatMap(Lane::headTime);
  }

  /** Something has changed for a lane: it gets its turn. */
  void ready(Lane lane) {
    if (!lane.ready && !lane.resting) {
      lane.ready = true;
      ready.add(lane);
    }
  }

  /** The lane whose turn it is, null when none may go on. */
  Lane next() {
    var lane = ready.poll();
    if (lane != null) {
      lane.ready = false;
    }
    return lane;
  }

  void rest(Lane lane, Instant until) {
    resting.remove(lane);
    lane.restsUntil = until;
    lane.resting = true;
    resting.add(lane);
    if (lane.ready) {
      lane.ready = false;
      ready.remove(lane);
    }
  }

  /** Lanes that have rested enough get their turn. */
  void wake(Instant now) {
    while (!resting.isEmpty() && !resting.peek().restsUntil.isAfter(now)) {
      var lane = resting.poll();
      lane.resting = false;
      ready(lane);
    }
  }

  Optional<Instant> nextWake() {
    return Optional.ofNullable(resting.peek()).map(lane -> lane.restsUntil);
  }

  void dropIfIdle(Lane lane, int waiting) {
    if (waiting == 0 && lane.isIdle() && !lane.ready) {
      lanes.remove(lane.queue);
    }
  }

  void letGo() {
    lanes.values().forEach(Lane::letGo);
  }
}
