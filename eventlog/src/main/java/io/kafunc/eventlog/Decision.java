// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.eventlog;

/** What a decider says to a command: one event, or a refusal that leaves none. */
public sealed interface Decision<E, R> {

  record Accepted<E, R>(E event) implements Decision<E, R> {}

  record Rejected<E, R>(R refusal) implements Decision<E, R> {}

  static <E, R> Decision<E, R> accept(E event) {
    return new Accepted<>(event);
  }

  static <E, R> Decision<E, R> reject(R refusal) {
    return new Rejected<>(refusal);
  }
}
