// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.invocation;

import static io.kafunc.httpapi.ErrorCode.INVALID_ARGUMENT;
import static io.kafunc.httpapi.ErrorCode.RESOURCE_EXHAUSTED;
import static io.kafunc.httpapi.ErrorCode.SERVICE_UNAVAILABLE;

import io.kafunc.httpapi.FcError;
import io.kafunc.invoker.catalog.FunctionSpec;
import io.kafunc.invoker.invocation.Outcome.Completed;
import io.kafunc.invoker.invocation.Outcome.FunctionFailed;
import io.kafunc.invoker.invocation.Outcome.PlatformFailed;
import io.kafunc.invoker.invocation.Outcome.Throttled;
import io.kafunc.invoker.invocation.Outcome.TimedOut;
import io.kafunc.invoker.pool.Acquisition;
import io.kafunc.invoker.pool.Lease;
import io.kafunc.invoker.runtime.Call;
import io.kafunc.invoker.runtime.RunReport;
import io.kafunc.invoker.runtime.RunResult;
import io.kafunc.invoker.runtime.StartResult;
import io.kafunc.schemas.Payload;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One attempt of a resolved call: turns what pool and runtime say of it into its outcome. Holds no
 * more than values.
 *
 * @param begin when the attempt was taken up
 * @param leases how many instances it has been given so far, this one included
 */
record Attempt(
    Invocation invocation, Terms terms, FunctionSpec function, Instant begin, int leases) {

  private static final String UNHANDLED = "UnhandledInvocationError";

  Attempt onAnother() {
    return new Attempt(invocation, terms, function, begin, leases + 1);
  }

  Call call() {
    return new Call(
        invocation.requestId(),
        invocation.payload().bytes(),
        invocation.attempt() - 1,
        terms.http(),
        terms.stop());
  }

  /** Where the attempt's lines go; the tail of the log only with one call an instance (F-28). */
  CallOutput output(CallJournal journal, String instanceId) {
    boolean tail = invocation.logTail() && function.function().instanceConcurrency() == 1;
    return CallOutput.of(journal.lines(function, instanceId, invocation.requestId()), tail);
  }

  Outcome ran(Lease lease, Instant startTime, RunReport report, CallOutput output) {
    return ran(
        lease.instanceId(),
        lease.provisioned(),
        lease.coldStartMs(),
        lease.meteredMs(),
        startTime,
        report,
        output);
  }

  Outcome notInitialized(StartResult.InitFailed start, CallJournal journal) {
    var output = output(journal, start.instanceId());
    start.lines().forEach(output::accept);
    var fault =
        function.function().caPort().isPresent()
            ? ServerFault.of(start.report().result().body())
            : Optional.<FcError>empty();
    if (fault.isPresent()) {
      output.end(start.report(), function.function().memorySize());
      return new PlatformFailed(Optional.of(function), fault.get());
    }
    double durationMs = start.report().durationMs();
    return ran(
        start.instanceId(), false, start.coldStartMs(), durationMs, begin, start.report(), output);
  }

  Outcome refused(Acquisition.Why why, String message) {
    return switch (why) {
      case LIMIT, DEADLINE -> new Throttled(function, RESOURCE_EXHAUSTED.saying(message));
      case NOT_RUNNABLE ->
          new PlatformFailed(Optional.of(function), INVALID_ARGUMENT.saying(message));
      case START_FAILED, CLOSING ->
          new PlatformFailed(Optional.of(function), SERVICE_UNAVAILABLE.saying(message));
    };
  }

  private Outcome ran(
      String instanceId,
      boolean provisioned,
      double coldStartMs,
      double meteredMs,
      Instant startTime,
      RunReport report,
      CallOutput output) {
    var run =
        new Run(
            function,
            instanceId,
            provisioned,
            startTime,
            Math.max(0, waitedMs(startTime) - coldStartMs),
            coldStartMs,
            report.durationMs(),
            function.function().instanceConcurrency() == 1 ? Math.ceil(meteredMs) : meteredMs,
            report.memoryUsedMB(),
            output.end(report, function.function().memorySize()));
    var body = new Payload(report.result().body());
    return switch (report.result()) {
      case RunResult.Completed _ -> new Completed(run, body);
      case RunResult.FunctionError error ->
          new FunctionFailed(run, error.errorType().orElse(UNHANDLED), body);
      case RunResult.TimedOut _ -> new TimedOut(run, body);
      case RunResult.Crashed _, RunResult.Stopped _ -> new FunctionFailed(run, UNHANDLED, body);
      case RunResult.InitFailed _ -> new FunctionFailed(run, UNHANDLED, body);
      case RunResult.NeverRan _ -> throw new IllegalStateException("nothing ran");
    };
  }

  /** A later attempt did not wait while the earlier ones ran. */
  private double waitedMs(Instant startTime) {
    var since = invocation.attempt() == 1 ? invocation.acceptedTime() : begin;
    return Duration.between(since, startTime).toNanos() / 1e6;
  }
}
