// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.runtime;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sandboxes that stand while nothing runs in them, whatever the runtime will be: a process that has
 * to be booted while somebody waits boots in one of these. No thread safety of its own: {@link
 * SpareProcesses} holds the lock.
 */
final class EmptySandboxes {

  /** What tells empty sandboxes apart. */
  enum Reach {
    NOTHING,
    NETWORK;

    static Reach of(boolean network) {
      return network ? NETWORK : NOTHING;
    }
  }

  private static final class Row {
    final Deque<ProcessBoot> standing = new ArrayDeque<>();
    SparePolicy.Demand demand = SparePolicy.Demand.NEVER;
    int rising;
  }

  private final SparePolicy policy;
  private final Map<Reach, Row> rows = new EnumMap<>(Reach.class);

  EmptySandboxes(SparePolicy policy) {
    this.policy = policy;
    for (var reach : Reach.values()) {
      rows.put(reach, new Row());
    }
  }

  /** A process was asked for, wherever it comes from. */
  void wanted(Reach reach, double now) {
    var row = rows.get(reach);
    row.demand = row.demand.taken(now);
  }

  Optional<ProcessBoot> take(Reach reach) {
    dropDead();
    return Optional.ofNullable(rows.get(reach).standing.pollFirst());
  }

  /** Where one more should be opened; whoever asks opens it and says how that ended. */
  Optional<Reach> missing(double now) {
    for (var entry : rows.entrySet()) {
      var row = entry.getValue();
      if (row.standing.size() + row.rising < policy.target(row.demand, now)) {
        row.rising++;
        return Optional.of(entry.getKey());
      }
    }
    return Optional.empty();
  }

  void opened(Reach reach, Optional<ProcessBoot> sandbox) {
    var row = rows.get(reach);
    row.rising--;
    sandbox.ifPresent(row.standing::addLast);
  }

  /** Those that are too many. */
  List<ProcessBoot> surplus(double now) {
    dropDead();
    var surplus = new ArrayList<ProcessBoot>();
    for (var row : rows.values()) {
      while (row.standing.size() > policy.target(row.demand, now)) {
        surplus.add(row.standing.pollLast());
      }
    }
    return surplus;
  }

  List<ProcessBoot> standing() {
    return rows.values().stream().flatMap(row -> row.standing.stream()).toList();
  }

  private void dropDead() {
    rows.values().forEach(row -> row.standing.removeIf(sandbox -> !sandbox.alive()));
  }
}
