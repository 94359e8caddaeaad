// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.invocation;

import io.kafunc.httpapi.FcError;
import io.kafunc.invoker.catalog.FunctionSpec;
import io.kafunc.schemas.Payload;
import java.util.Optional;

/**
 * How a call ended. The function's fault ({@link FunctionFailed}, {@link TimedOut}) and ours
 * ({@link PlatformFailed}) never mix: the first two are answered 200 with an error type, the last
 * with its error's status.
 */
public sealed interface Outcome {

  /** The function answered. */
  record Completed(Run run, Payload body) implements Outcome {}

  /**
   * The function's fault: it raised an error, could not be loaded, or ended its process.
   *
   * @param errorType {@code HandledInvocationError} or {@code UnhandledInvocationError}
   * @param body the error as JSON
   */
  record FunctionFailed(Run run, String errorType, Payload body) implements Outcome {}

  /** The function ran longer than its timeout and was ended. */
  record TimedOut(Run run, Payload body) implements Outcome {}

  /** No instance was free and none may be started (F-51); nothing ran. */
  record Throttled(FunctionSpec function, FcError error) implements Outcome {}

  /**
   * Nothing ran, or what ran is lost, and the function is not to blame: the error's status says
   * whether the caller named something that is not there (4xx) or we failed (5xx).
   *
   * @param function what the call resolved to, when it came so far
   */
  record PlatformFailed(Optional<FunctionSpec> function, FcError error) implements Outcome {}
}
