// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafunc.eventlog.Decision.Accepted;
import io.kafunc.eventlog.Decision.Rejected;
import java.util.List;

/**
 * Given events, when a command, then an event or a refusal: how a decider is specified. {@code
 * DeciderSpecification.of(decider).given(created).when(update).thenAccepts(updated)}.
 */
public final class DeciderSpecification<S, C, E, R> {

  private final Decider<S, C, E, R> decider;

  private DeciderSpecification(Decider<S, C, E, R> decider) {
    this.decider = decider;
  }

  public static <S, C, E, R> DeciderSpecification<S, C, E, R> of(Decider<S, C, E, R> decider) {
    return new DeciderSpecification<>(decider);
  }

  @SafeVarargs
  public final Given<S, C, E, R> given(E... history) {
    return new Given<>(decider, evolved(decider, List.of(history)));
  }

  public static <S, E> S evolved(Decider<S, ?, E, ?> decider, List<E> history) {
    var state = decider.initial();
    for (var event : history) {
      state = decider.evolve(state, event);
    }
    return state;
  }

  /** A state, made of events. */
  public record Given<S, C, E, R>(Decider<S, C, E, R> decider, S state) {

    public When<S, E, R> when(C command) {
      return new When<>(decider, state, decider.decide(state, command));
    }
  }

  /** What was decided. */
  public record When<S, E, R>(Decider<S, ?, E, R> decider, S before, Decision<E, R> decision) {

    /** Also proves that the decider's own state takes the event. */
    public S thenAccepts(E expected) {
      assertThat(decision).isEqualTo(new Accepted<>(expected));
      return decider.evolve(before, expected);
    }

    public void thenRejects(R expected) {
      assertThat(decision).isEqualTo(new Rejected<>(expected));
    }
  }
}
