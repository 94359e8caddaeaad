// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.drain;

import io.kafunc.httpapi.FcError;
import io.kafunc.invoker.async.queue.CallRule;
import io.kafunc.invoker.async.queue.RetryPolicy.Ending;
import io.kafunc.invoker.catalog.FunctionSpec;
import io.kafunc.invoker.invocation.Invocation;
import io.kafunc.invoker.invocation.Outcome;
import io.kafunc.invoker.invocation.Outcome.Completed;
import io.kafunc.invoker.invocation.Outcome.FunctionFailed;
import io.kafunc.invoker.invocation.Outcome.PlatformFailed;
import io.kafunc.invoker.invocation.Outcome.Throttled;
import io.kafunc.invoker.invocation.Outcome.TimedOut;
import io.kafunc.invoker.invocation.Run;
import io.kafunc.invoker.journal.InvocationRecords;
import io.kafunc.schemas.Payload;
import io.kafunc.schemas.call.Keeping;
import io.kafunc.schemas.invocation.InvocationRecord;
import io.kafunc.schemas.invocation.InvocationStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What an outcome means for a queue, and the record it leaves there. Pure. */
final class Endings {

  private static final int TOO_MANY_REQUESTS = 429;
  private static final int INTERNAL = 500;
  private static final int UNAVAILABLE = 503;

  private Endings() {}

  static Ending of(Outcome outcome) {
    return switch (outcome) {
      case Completed _ -> Ending.SUCCEEDED;
      case FunctionFailed _, TimedOut _ -> Ending.FAILED;
      case Throttled _ -> Ending.REFUSED;
      case PlatformFailed(Optional<FunctionSpec> _, FcError error) ->
          ofStatus(error.code().status());
    };
  }

  /** The record of an attempt; its wait is counted from the 202 on. */
  static InvocationRecord record(Invocation invocation, Outcome outcome, Instant ended) {
    return InvocationRecords.of(invocation, queued(invocation, outcome), ended);
  }

  /** What came of the run, if it ran. */
  static Optional<Payload> answer(Outcome outcome) {
    return switch (outcome) {
      case Completed(_, Payload body) -> Optional.of(body);
      case FunctionFailed(_, _, Payload body) -> Optional.of(body);
      case TimedOut(_, Payload body) -> Optional.of(body);
      case Throttled _, PlatformFailed _ -> Optional.empty();
    };
  }

  /** Why a call that ended so is kept, if there is a reason. */
  static Optional<Keeping> keeping(
      String queue, CallRule rule, InvocationStatus status, Optional<String> invocationId) {
    boolean succeeded = status == InvocationStatus.Succeeded;
    boolean stopped = status == InvocationStatus.Stopped;
    var destination =
        succeeded ? rule.onSuccess() : stopped ? Optional.<String>empty() : rule.onFailure();
    boolean dead = !succeeded && !stopped;
    return Optional.of(new Keeping(queue, dead, destination, Optional.empty(), invocationId))
        .filter(Keeping::holds);
  }

  /** The record of a call that was too old when its turn came. */
  static InvocationRecord expired(Invocation invocation, Instant now) {
    return InvocationRecords.notRun(
        invocation, Optional.empty(), InvocationStatus.Expired, Optional.empty(), now);
  }

  /** The record of a call that became too old with an attempt that did not succeed. */
  static InvocationRecord expired(Invocation invocation, Outcome outcome, Instant now) {
    return record(invocation, outcome, now).with(InvocationStatus.Expired);
  }

  /** The record of a call that was stopped while it waited. */
  static InvocationRecord stopped(Invocation invocation, Instant now) {
    return InvocationRecords.notRun(
        invocation, Optional.empty(), InvocationStatus.Stopped, Optional.empty(), now);
  }

  /** The record of a call that was stopped in an attempt. */
  static InvocationRecord stopped(Invocation invocation, Outcome outcome, Instant now) {
    return record(invocation, outcome, now).with(InvocationStatus.Stopped);
  }

  private static Ending ofStatus(int status) {
    if (status == UNAVAILABLE || status == TOO_MANY_REQUESTS) {
      return Ending.REFUSED;
    }
    return status >= INTERNAL ? Ending.LOST : Ending.HOPELESS;
  }

  private static Outcome queued(Invocation invocation, Outcome outcome) {
    return switch (outcome) {
      case Completed(Run run, var body) -> new Completed(queued(invocation, run), body);
      case FunctionFailed(Run run, var type, var body) ->
          new FunctionFailed(queued(invocation, run), type, body);
      case TimedOut(Run run, var body) -> new TimedOut(queued(invocation, run), body);
      case Throttled _, PlatformFailed _ -> outcome;
    };
  }

  private static Run queued(Invocation invocation, Run run) {
    if (invocation.attempt() > 1) {
      return run;
    }
    double waited =
        Duration.between(invocation.acceptedTime(), run.startTime()).toNanos() / 1e6
            - run.coldStartMs();
    return new Run(
        run.function(),
        run.instanceId(),
        run.provisioned(),
        run.startTime(),
        Math.max(run.queueMs(), waited),
        run.coldStartMs(),
        run.durationMs(),
        run.meteredMs(),
        run.memoryUsedMB(),
        run.logTail());
  }
}
