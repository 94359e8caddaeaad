// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.drain;

import io.kafunc.invoker.async.destination.Destinations.RefusedException;
import io.kafunc.invoker.async.destination.EndOfCall;
import io.kafunc.invoker.async.queue.PartitionCalls;
import io.kafunc.schemas.Payload;
import io.kafunc.schemas.Schemas;
import io.kafunc.schemas.avro.EventCodec;
import io.kafunc.schemas.call.CallEvent.CallDelivered;
import io.kafunc.schemas.call.CallSnapshot.KeptCall;
import io.kafunc.schemas.call.InvocationRequested;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells destinations how calls ended, at least once each: the event that it was done follows the
 * deed. What fails is tried again a few times, then given up, which leaves a dead letter.
 */
final class Telling {

  private static final Logger LOG = LoggerFactory.getLogger(Telling.class);
  private static final int ATTEMPTS = 5;

  private final PartitionOwner owner;
  private final Surroundings with;
  private final PartitionCalls calls;
  private final long epoch;
  private final Consumer<KeptCall> free;
  private final EventCodec<InvocationRequested> codec;

  /**
   * @param free frees the place of a call unless it is kept for another reason
   */
  Telling(
      PartitionOwner owner,
      Surroundings with,
      PartitionCalls calls,
      long epoch,
      Consumer<KeptCall> free) {
    this.owner = owner;
    this.with = with;
    this.calls = calls;
    this.epoch = epoch;
    this.free = free;
    this.codec = Schemas.codec(Schemas.CALL, with.writers());
  }

  void tell(KeptCall call, EndOfCall end) {
    tell(call, end, 1);
  }

  /** Tells what an earlier owner may not have told, from what is on disk. */
  void again(KeptCall call) {
    with.fetcher()
        .fetch(owner.partition(), List.of(call.offset()), 1)
        .thenApplyAsync(found -> end(call, found.calls()), with.executor())
        .whenComplete(
            (end, failure) -> {
              if (failure == null) {
                tell(call, end);
              } else {
                over(call, Optional.of("the call cannot be read: " + failure.getMessage()));
              }
            });
  }

  private EndOfCall end(KeptCall call, List<StoredCall> found) {
    var record = call.record();
    var answer = record.result().map(result -> with.results().read(record.requestId(), result));
    return new EndOfCall(
        codec.decode(found.getFirst().value()),
        record,
        answer.map(Payload::new).orElse(Payload.EMPTY));
  }

  private void tell(KeptCall call, EndOfCall end, int attempt) {
    if (owner.isGone()) {
      return;
    }
    with.destinations()
        .tell(call.keeping().destination().orElseThrow(), end)
        .whenComplete(
            (_, failure) -> {
              if (failure == null) {
                over(call, Optional.empty());
              } else if (attempt >= ATTEMPTS || cause(failure) instanceof RefusedException) {
                LOG.warn(
                    "destination not told requestId={} destination={} reason={}",
                    call.record().requestId(),
                    call.keeping().destination().orElseThrow(),
                    cause(failure).toString());
                over(call, Optional.of(reason(failure)));
              } else {
                CompletableFuture.delayedExecutor(
                        pause(attempt).toMillis(), TimeUnit.MILLISECONDS, with.executor())
                    .execute(() -> tell(call, end, attempt + 1));
              }
            });
  }

  private void over(KeptCall call, Optional<String> failure) {
    owner.tell(
        () ->
            owner.write(
                new Letter(
                    new CallDelivered(call.offset(), epoch, failure),
                    () -> calls.delivered(call.offset(), failure),
                    () -> free.accept(call))));
  }

  private Duration pause(int attempt) {
    return with.settings().retryDelay().multipliedBy(1L << attempt - 1);
  }

  private static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }

  private static String reason(Throwable failure) {
    var message = cause(failure).getMessage();
    return message == null ? cause(failure).getClass().getSimpleName() : message;
  }
}
