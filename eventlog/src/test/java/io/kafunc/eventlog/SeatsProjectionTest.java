// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.eventlog;

import io.kafunc.eventlog.Seats.Event;
import io.kafunc.eventlog.Seats.Event.Left;
import io.kafunc.eventlog.Seats.Event.Taken;
import java.util.List;
import java.util.Map;

/** The projection contract, tried on a projection of the tests' own. */
final class SeatsProjectionTest extends ProjectionContract<Event, Map<String, String>> {

  @Override
  protected Projection<Event> onEmptyStore() {
    return new Plan(new Plan.Store());
  }

  @Override
  protected Projection<Event> reopened(Projection<Event> projection) {
    return new Plan(((Plan) projection).store);
  }

  @Override
  protected List<Event> history() {
    return List.of(
        new Taken("1a", "ann"),
        new Taken("1b", "bob"),
        new Left("1a"),
        new Taken("1a", "bob"),
        new Left("1b"),
        new Taken("1b", "ann"));
  }

  @Override
  protected Map<String, String> rows(Projection<Event> projection) {
    return ((Plan) projection).store.taken;
  }

  /** Who sits where, and the position behind it. */
  private record Plan(Store store) implements Projection<Event> {

    private static final class Store {
      Map<String, String> taken = Map.of();
      long position;
    }

    @Override
    public long from() {
      return store.position;
    }

    @Override
    public void apply(List<Recorded<Event>> batch) {
      for (var recorded : batch) {
        if (recorded.position() >= store.position) {
          store.taken = new Seats().evolve(store.taken, recorded.event());
          store.position = recorded.position() + 1;
        }
      }
    }
  }
}
