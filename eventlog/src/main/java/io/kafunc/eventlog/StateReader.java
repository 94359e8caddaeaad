// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.eventlog;

import java.util.ArrayList;
import java.util.List;

/**
 * The state of a writer: evolved from what its tail reads and from nothing else. Written by the
 * tail's thread, read by the writer's.
 */
final class StateReader<S, E> implements Reader<E> {

  private final Decider<S, ?, E, ?> decider;
  private S state;
  private List<Recorded<E>> seen;

  StateReader(Decider<S, ?, E, ?> decider) {
    this.decider = decider;
    this.state = decider.initial();
  }

  @Override
  public synchronized void apply(List<Recorded<E>> batch) {
    for (var recorded : batch) {
      state = decider.evolve(state, recorded.event());
    }
    if (seen != null) {
      seen.addAll(batch);
    }
  }

  synchronized S state() {
    return state;
  }

  /** The state as it is; from now on {@link #seen} tells what comes after it. */
  synchronized S watch() {
    seen = new ArrayList<>();
    return state;
  }

  /** What came since {@link #watch}, which ends. */
  synchronized List<Recorded<E>> seen() {
    var events = seen;
    seen = null;
    return events;
  }
}
