// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.trigger.firing;

import io.kafunc.eventlog.Reader;
import io.kafunc.eventlog.Recorded;
import io.kafunc.schemas.firing.FiringEvent;
import io.kafunc.schemas.firing.FiringEvent.TimerDue;
import io.kafunc.schemas.firing.FiringEvent.TimerFired;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the log of firings says: the latest tick of each trigger, and ticks that were due but not
 * confirmed. Written by the tail's thread; methods may be called from any.
 */
public final class FiringState implements Reader<FiringEvent> {

  private final Map<String, Instant> latest = new HashMap<>();
  private final Map<Tick, TimerDue> unconfirmed = new HashMap<>();

  /** The latest tick that was ever due for a trigger. */
  public synchronized Optional<Instant> latest(String triggerId) {
    return Optional.ofNullable(latest.get(triggerId));
  }

  /** Ticks whose call may not have been accepted, oldest first. */
  public synchronized List<TimerDue> unconfirmed() {
    return unconfirmed.values().stream().sorted(Comparator.comparing(TimerDue::tick)).toList();
  }

  @Override
  public synchronized void apply(List<Recorded<FiringEvent>> batch) {
    batch.forEach(recorded -> apply(recorded.event()));
  }

  private void apply(FiringEvent event) {
    switch (event) {
      case TimerDue due -> {
        latest.merge(due.triggerId(), due.tick(), FiringState::later);
        unconfirmed.put(new Tick(due.triggerId(), due.tick()), due);
      }
      case TimerFired fired -> unconfirmed.remove(new Tick(fired.triggerId(), fired.tick()));
    }
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private record Tick(String triggerId, Instant tick) {}
}
