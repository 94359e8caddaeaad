// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.runtime;

import java.util.Optional;

/** How one run ended, as the function's caller will see it. A fault of ours is not among them. */
public sealed interface RunResult {

  /** What the caller gets: the result, or the error in Function Compute's JSON. */
  byte[] body();

  /**
   * Empty when the function succeeded; else the value of {@code X-Fc-Error-Type} (contract 1.6).
   */
  default Optional<String> errorType() {
    return Optional.of("UnhandledInvocationError");
  }

  record Completed(byte[] body) implements RunResult {
    @Override
    public Optional<String> errorType() {
      return Optional.empty();
    }
  }

  /**
   * The function reported or threw an error.
   *
   * @param handled reported through Node's {@code callback(err)}
   */
  record FunctionError(boolean handled, byte[] body) implements RunResult {
    @Override
    public Optional<String> errorType() {
      return Optional.of(handled ? "HandledInvocationError" : "UnhandledInvocationError");
    }
  }

  /** Over its time; the instance was killed. */
  record TimedOut(byte[] body) implements RunResult {}

  /** Stopped by request; the instance takes no more calls. */
  record Stopped(byte[] body) implements RunResult {}

  /** The process ended before it answered. */
  record Crashed(int exitCode, byte[] body) implements RunResult {}

  /** The code could not be loaded, or the initializer failed or took too long. */
  record InitFailed(boolean timedOut, byte[] body) implements RunResult {}

  /**
   * The instance was gone before the call reached it: nothing ran, and the call may be given to
   * another instance. Never what a caller sees.
   */
  record NeverRan() implements RunResult {
    @Override
    public byte[] body() {
      return new byte[0];
    }
  }
}
