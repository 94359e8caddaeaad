// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.eventlog;

/**
 * The rules of one aggregate, pure: no clock, no ids, no I/O. Whatever a decision needs of the
 * world comes in the command.
 *
 * @param <S> state, immutable
 * @param <C> command, immutable
 * @param <E> event, immutable, with value equality
 * @param <R> refusal
 */
public interface Decider<S, C, E, R> {

  S initial();

  /** Judges and changes nothing. */
  Decision<E, R> decide(S state, C command);

  /** Changes and judges nothing; an event that does not fit the state throws. */
  S evolve(S state, E event);
}
