// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.eventlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafunc.eventlog.Seats.Command;
import io.kafunc.eventlog.Seats.Command.Leave;
import io.kafunc.eventlog.Seats.Command.Take;
import io.kafunc.eventlog.Seats.Event;
import io.kafunc.eventlog.Seats.Event.Left;
import io.kafunc.eventlog.Seats.Event.Taken;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The specification class and replay equality, tried on the tests' own decider. */
final class SeatsDeciderTest {

  private static final List<Command> COMMANDS =
      List.of(
          new Take("1a", "ann"),
          new Take("1a", "bob"),
          new Leave("1a", "ann"),
          new Take("1a", "bob"));

  @Test
  void letsNobodyGiveBackASeatOfAnother() {
    var specification = DeciderSpecification.of(new Seats()).given(new Taken("1a", "ann"));
    specification.when(new Leave("1a", "bob")).thenRejects("1a is not bob's");
    assertThat(specification.when(new Leave("1a", "ann")).thenAccepts(new Left("1a"))).isEmpty();
  }

  @Test
  void replayEqualsWhatWasLived() {
    ReplayEquality.holds(new Seats(), new Seats.Codec(), COMMANDS);
  }

  @Test
  void replayEqualityCatchesAnEventThatLosesSomething() {
    var forgetful =
        new Decider<Map<String, String>, Command, Event, String>() {
          private final Map<String, String> outside = new HashMap<>();
          private final Seats seats = new Seats();

          @Override
          public Map<String, String> initial() {
            return seats.initial();
          }

          @Override
          public Decision<Event, String> decide(Map<String, String> state, Command command) {
            return seats.decide(state, command);
          }

          @Override
          public Map<String, String> evolve(Map<String, String> state, Event event) {
            outside.merge("evolved", "1", String::concat);
            var next = new HashMap<>(seats.evolve(state, event));
            next.put("evolved", outside.get("evolved"));
            return next;
          }
        };
    assertThatThrownBy(() -> ReplayEquality.holds(forgetful, new Seats.Codec(), COMMANDS))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("replayed");
  }
}
