// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafunc.eventlog.Decision.Accepted;
import io.kafunc.eventlog.Decision.Rejected;
import io.kafunc.schemas.avro.EventCodec;
import java.util.ArrayList;
import java.util.List;

/**
 * Proves of a decider that replay ends where deciding ended: the state that grew while commands
 * were decided equals the one evolved from their events alone, read back from bytes. It would catch
 * a decision hidden in {@code evolve}, a field that is not in the schema, and any look at the
 * world.
 */
public final class ReplayEquality {

  private ReplayEquality() {}

  public static <S, C, E, R> void holds(
      Decider<S, C, E, R> decider, EventCodec<E> codec, List<C> commands) {
    var events = new ArrayList<E>();
    var lived = decider.initial();
    for (var command : commands) {
      var decision = decider.decide(lived, command);
      assertThat(decider.decide(lived, command)).as("the same twice").isEqualTo(decision);
      switch (decision) {
        case Accepted<E, R>(var event) -> {
          lived = decider.evolve(lived, event);
          events.add(event);
        }
        case Rejected<E, R> refused -> {}
      }
    }
    var read = events.stream().map(event -> codec.decode(codec.encode(event))).toList();
    assertThat(read).as("events read back").isEqualTo(events);
    assertThat(DeciderSpecification.evolved(decider, read)).as("replayed").isEqualTo(lived);
  }
}
