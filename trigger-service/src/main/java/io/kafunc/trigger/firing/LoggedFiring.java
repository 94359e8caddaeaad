// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.trigger.firing;

import io.kafunc.eventlog.OwnedLog;
import io.kafunc.schemas.Payload;
import io.kafunc.schemas.call.Deduplication;
import io.kafunc.schemas.call.InvocationRequested;
import io.kafunc.schemas.firing.FiringEvent;
import io.kafunc.schemas.firing.FiringEvent.TimerDue;
import io.kafunc.schemas.firing.FiringEvent.TimerFired;
import io.kafunc.trigger.catalog.LiveTrigger;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fires through the log: the tick is due, the call is sent, the tick has fired. A crash between any
 * two leaves enough for the next owner, and the queue drops what is sent twice.
 */
final class LoggedFiring implements Firing {

  private static final Logger LOG = LoggerFactory.getLogger(LoggedFiring.class);
  private static final long RETRY_MILLIS = 500;
  private static final String ACTOR = "trigger-service";
  private static final Executor SENDING = Executors.newVirtualThreadPerTaskExecutor();

  private final OwnedLog<FiringEvent> log;
  private final CallDoor calls;
  private final Clock clock;
  private final BiConsumer<LoggedFiring, Throwable> lost;
  private volatile boolean ended;

  /**
   * @param lost told when an append failed: this ownership has ended
   */
  LoggedFiring(
      OwnedLog<FiringEvent> log,
      CallDoor calls,
      Clock clock,
      BiConsumer<LoggedFiring, Throwable> lost) {
    this.log = log;
    this.calls = calls;
    this.clock = clock;
    this.lost = lost;
  }

  @Override
  public CompletionStage<Void> fire(LiveTrigger trigger, Instant tick, Payload event) {
    var due =
        new TimerDue(
            trigger.accountId(),
            trigger.serviceName(),
            trigger.functionName(),
            trigger.triggerName(),
            trigger.triggerId(),
            tick,
            trigger.qualifier(),
            event,
            clock.instant());
    return append(due).thenCompose(logged -> confirm(due));
  }

  /** Sends what is due, again and again until it is accepted, and confirms it. */
  CompletionStage<Void> confirm(TimerDue due) {
    return send(due).thenCompose(requestId -> append(fired(due, requestId)));
  }

  /** Nothing is appended any more, and what was not accepted is left to the next owner. */
  void end() {
    ended = true;
    log.close();
  }

  private CompletableFuture<String> send(TimerDue due) {
    return CompletableFuture.supplyAsync(() -> calls.send(call(due)), SENDING)
        .thenCompose(sent -> sent)
        .exceptionallyCompose(failure -> sendLater(due, failure));
  }

  private CompletableFuture<String> sendLater(TimerDue due, Throwable failure) {
    if (ended) {
      return CompletableFuture.failedFuture(failure);
    }
    LOG.warn("tick not accepted yet trigger={} reason={}", due.triggerName(), failure.toString());
    var later = CompletableFuture.delayedExecutor(RETRY_MILLIS, TimeUnit.MILLISECONDS, SENDING);
    return CompletableFuture.supplyAsync(() -> send(due), later).thenCompose(sent -> sent);
  }

  private CompletableFuture<Void> append(FiringEvent event) {
    return log.append(List.of(event))
        .whenComplete(
            (positions, failure) -> {
              if (failure != null) {
                lost.accept(this, failure);
              }
            })
        .thenApply(positions -> null);
  }

  private InvocationRequested call(TimerDue due) {
    return new InvocationRequested(
        due.accountId(),
        due.serviceName(),
        due.qualifier(),
        due.functionName(),
        due.payload(),
        clock.instant(),
        ACTOR,
        Optional.of(due.triggerName()),
        Optional.of("timer"),
        Optional.of(new Deduplication(due.triggerId(), due.tick().toEpochMilli())));
  }

  private TimerFired fired(TimerDue due, String requestId) {
    return new TimerFired(
        due.accountId(),
        due.serviceName(),
        due.functionName(),
        due.triggerName(),
        due.triggerId(),
        due.tick(),
        requestId,
        clock.instant());
  }
}
