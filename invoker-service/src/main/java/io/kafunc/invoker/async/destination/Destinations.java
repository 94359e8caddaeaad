// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.destination;

import java.util.concurrent.CompletionStage;

/** Tells destinations how calls ended. Thread-safe; never blocks. */
@FunctionalInterface
public interface Destinations {

  /**
   * Tells one.
   *
   * @return ends when it has taken the message; fails with a {@link RefusedException} when it never
   *     will, with anything else when it may another time
   */
  CompletionStage<Void> tell(String destination, EndOfCall end);

  /** Another try would change nothing. */
  final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public RefusedException(String message) {
      super(message);
    }
  }
}
