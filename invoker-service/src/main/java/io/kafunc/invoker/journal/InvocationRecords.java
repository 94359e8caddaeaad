// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.journal;

import io.kafunc.httpapi.FcError;
import io.kafunc.invoker.catalog.FunctionSpec;
import io.kafunc.invoker.invocation.Invocation;
import io.kafunc.invoker.invocation.Outcome;
import io.kafunc.invoker.invocation.Outcome.Completed;
import io.kafunc.invoker.invocation.Outcome.FunctionFailed;
import io.kafunc.invoker.invocation.Outcome.PlatformFailed;
import io.kafunc.invoker.invocation.Outcome.Throttled;
import io.kafunc.invoker.invocation.Outcome.TimedOut;
import io.kafunc.invoker.invocation.Run;
import io.kafunc.schemas.invocation.InvocationRecord;
import io.kafunc.schemas.invocation.InvocationStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What an attempt's record says (F-24). Pure. */
public final class InvocationRecords {

  private static final String UNHANDLED = "UnhandledInvocationError";
  private static final String ON_DEMAND = "on-demand";
  private static final String PROVISIONED = "provisioned";

  private InvocationRecords() {}

  /** The record of an attempt that ended at {@code endTime}. */
  public static InvocationRecord of(Invocation invocation, Outcome outcome, Instant endTime) {
    return switch (outcome) {
      case Completed(Run run, _) ->
          ran(invocation, run, InvocationStatus.Succeeded, Optional.empty(), endTime);
      case FunctionFailed(Run run, String errorType, _) ->
          ran(invocation, run, InvocationStatus.Failed, Optional.of(errorType), endTime);
      case TimedOut(Run run, _) ->
          ran(invocation, run, InvocationStatus.TimedOut, Optional.of(UNHANDLED), endTime);
      case Throttled(FunctionSpec function, FcError error) ->
          notRun(
              invocation, Optional.of(function), InvocationStatus.Throttled, code(error), endTime);
      case PlatformFailed(Optional<FunctionSpec> function, FcError error) ->
          notRun(invocation, function, InvocationStatus.Failed, code(error), endTime);
    };
  }

  /**
   * The record of a call that ends without an attempt having ended: expired or stopped, say.
   *
   * @param function what it last resolved to, when anything
   */
  public static InvocationRecord notRun(
      Invocation invocation,
      Optional<FunctionSpec> function,
      InvocationStatus status,
      Optional<String> errorType,
      Instant endTime) {
    return new InvocationRecord(
        invocation.requestId(),
        invocation.accountId(),
        invocation.serviceName(),
        invocation.functionName(),
        invocation.qualifier(),
        function.map(FunctionSpec::externalVersion).orElse(""),
        function.map(FunctionSpec::darkLaunch).orElse(false),
        invocation.type(),
        invocation.triggerName(),
        invocation.triggerType(),
        invocation.acceptedTime(),
        Optional.empty(),
        endTime,
        millisBetween(invocation.acceptedTime(), endTime),
        0,
        0,
        0,
        status,
        errorType,
        0,
        Optional.empty(),
        invocation.attempt(),
        ON_DEMAND);
  }

  private static InvocationRecord ran(
      Invocation invocation,
      Run run,
      InvocationStatus status,
      Optional<String> errorType,
      Instant endTime) {
    return new InvocationRecord(
        invocation.requestId(),
        invocation.accountId(),
        invocation.serviceName(),
        invocation.functionName(),
        invocation.qualifier(),
        run.function().externalVersion(),
        run.function().darkLaunch(),
        invocation.type(),
        invocation.triggerName(),
        invocation.triggerType(),
        invocation.acceptedTime(),
        Optional.of(run.startTime()),
        endTime,
        run.queueMs(),
        run.coldStartMs(),
        run.durationMs(),
        run.meteredMs(),
        status,
        errorType,
        run.memoryUsedMB(),
        Optional.of(run.instanceId()),
        invocation.attempt(),
        run.provisioned() ? PROVISIONED : ON_DEMAND);
  }

  private static Optional<String> code(FcError error) {
    return Optional.of(error.code().code());
  }

  private static double millisBetween(Instant from, Instant to) {
    return Math.max(0, Duration.between(from, to).toNanos() / 1e6);
  }
}
