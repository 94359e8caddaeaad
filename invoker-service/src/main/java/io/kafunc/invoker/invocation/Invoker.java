// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.invocation;

import static io.kafunc.httpapi.ErrorCode.INTERNAL_SERVER_ERROR;

import io.kafunc.httpapi.FcError;
import io.kafunc.invoker.catalog.FunctionCatalog;
import io.kafunc.invoker.catalog.FunctionSpec;
import io.kafunc.invoker.catalog.Resolution.Found;
import io.kafunc.invoker.catalog.Resolution.Missing;
import io.kafunc.invoker.invocation.Outcome.PlatformFailed;
import io.kafunc.invoker.pool.Acquisition.Granted;
import io.kafunc.invoker.pool.Acquisition.InitFailed;
import io.kafunc.invoker.pool.Acquisition.Refused;
import io.kafunc.invoker.pool.Acquisition.Why;
import io.kafunc.invoker.pool.InstancePool;
import io.kafunc.invoker.pool.Kind;
import io.kafunc.invoker.pool.Lease;
import io.kafunc.invoker.pool.Patience;
import io.kafunc.invoker.runtime.RunResult;
import io.kafunc.schemas.invocation.InvocationType;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The story of a call: resolve the function, admit the call, acquire an instance, run, release,
 * record, answer. The only path; asynchronous calls come through another door and take the same
 * steps. Runs on whatever event loop got the last answer, blocks nowhere, and always ends in an
 * {@link Outcome}.
 */
public final class Invoker implements Invoke {

  private static final Logger log = LoggerFactory.getLogger(Invoker.class);
  private static final Duration ASYNC_PATIENCE = Duration.ofMinutes(10);
  private static final Duration START_PATIENCE = Duration.ofSeconds(30);

  private static final int MAX_LEASES = 3;

  private final FunctionCatalog catalog;
  private final InstancePool pool;
  private final CallJournal journal;
  private final Clock clock;

  public Invoker(FunctionCatalog catalog, InstancePool pool, CallJournal journal, Clock clock) {
    this.catalog = catalog;
    this.pool = pool;
    this.journal = journal;
    this.clock = clock;
  }

  @Override
  public CompletionStage<Outcome> invoke(Invocation invocation, Terms terms) {
    return catalog
        .resolve(
            invocation.accountId(),
            invocation.serviceName(),
            invocation.qualifier(),
            invocation.functionName())
        .thenCompose(
            resolution ->
                switch (resolution) {
                  case Found(FunctionSpec function) ->
                      attempt(new Attempt(invocation, terms, function, clock.instant(), 1));
                  case Missing(FcError error) -> ended(new PlatformFailed(Optional.empty(), error));
                })
        .thenApply(outcome -> record(invocation, outcome));
  }

  private CompletionStage<Outcome> attempt(Attempt attempt) {
    return CompletableFuture.completedFuture(attempt)
        .thenCompose(this::admit)
        .exceptionally(fault -> failed(attempt, fault));
  }

  private CompletionStage<Outcome> admit(Attempt attempt) {
    var invocation = attempt.invocation();
    return pool.acquire(
            attempt.function(),
            kind(invocation),
            invocation.requestId(),
            new Patience(patience(attempt), attempt.terms().stop()))
        .thenCompose(
            acquisition ->
                switch (acquisition) {
                  case Granted(Lease lease) -> run(attempt, lease);
                  case InitFailed(var start) -> ended(attempt.notInitialized(start, journal));
                  case Refused(var why, String message) -> ended(attempt.refused(why, message));
                });
  }

  private CompletionStage<Outcome> run(Attempt attempt, Lease lease) {
    var output = attempt.output(journal, lease.instanceId());
    var startTime = clock.instant();
    return lease
        .run(attempt.call(), output)
        .whenComplete((_, _) -> lease.release())
        .thenCompose(
            report ->
                report.result() instanceof RunResult.NeverRan
                    ? again(attempt)
                    : ended(attempt.ran(lease, startTime, report, output)));
  }

  /** The instance was gone before the call reached it: another one will do. */
  private CompletionStage<Outcome> again(Attempt attempt) {
    return attempt.leases() < MAX_LEASES
        ? admit(attempt.onAnother())
        : ended(attempt.refused(Why.START_FAILED, "instances end before a call reaches them"));
  }

  /** Asynchronous calls are recorded by their queue, with the step that settles them. */
  private Outcome record(Invocation invocation, Outcome outcome) {
    boolean unknown = outcome instanceof PlatformFailed(var function, _) && function.isEmpty();
    if (invocation.type() == InvocationType.Sync && !unknown) {
      journal.ended(invocation, outcome);
    }
    return outcome;
  }

  private static Outcome failed(Attempt attempt, Throwable fault) {
    log.error("call failed by our fault requestId={}", attempt.invocation().requestId(), fault);
    return new PlatformFailed(Optional.of(attempt.function()), INTERNAL_SERVER_ERROR.with());
  }

  private static CompletionStage<Outcome> ended(Outcome outcome) {
    return CompletableFuture.completedFuture(outcome);
  }

  private static Kind kind(Invocation invocation) {
    return invocation.type() == InvocationType.Sync ? Kind.SYNC : Kind.ASYNC;
  }

  /**
   * A synchronous call waits for an instance to start, and for nothing else; an asynchronous one
   * for whatever it takes, until it is too old.
   */
  private Duration patience(Attempt attempt) {
    return attempt.invocation().type() == InvocationType.Async
        ? attempt
            .terms()
            .latestStart()
            .map(latest -> Duration.between(clock.instant(), latest))
            .filter(left -> left.compareTo(ASYNC_PATIENCE) < 0)
            .map(left -> left.isNegative() ? Duration.ZERO : left)
            .orElse(ASYNC_PATIENCE)
        : START_PATIENCE.plusSeconds(attempt.function().function().initializationTimeout());
  }
}
