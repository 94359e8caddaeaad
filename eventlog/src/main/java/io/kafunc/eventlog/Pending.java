// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.eventlog;

import io.kafunc.eventlog.Outcome.Unavailable;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A command and who waits for its outcome, not for ever. */
record Pending<C, E, R>(C command, CompletableFuture<Outcome<E, R>> outcome) {

  static <C, E, R> Pending<C, E, R> of(C command, Duration atMost) {
    var outcome = new CompletableFuture<Outcome<E, R>>();
    outcome.completeOnTimeout(
        new Unavailable<>("no answer from the log in time; the event may be stored"),
        atMost.toMillis(),
        TimeUnit.MILLISECONDS);
    return new Pending<>(command, outcome);
  }

  void answer(Outcome<E, R> answer) {
    outcome.complete(answer);
  }

  void unavailable(String reason) {
    outcome.complete(new Unavailable<>(reason));
  }
}
