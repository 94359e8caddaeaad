// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.drain;

import io.kafunc.invoker.async.destination.EndOfCall;
import io.kafunc.invoker.async.queue.Claim;
import io.kafunc.invoker.async.queue.PartitionCalls;
import io.kafunc.schemas.Payload;
import io.kafunc.schemas.call.CallEvent.CallDone;
import io.kafunc.schemas.call.CallEvent.CallForgotten;
import io.kafunc.schemas.call.CallId;
import io.kafunc.schemas.call.CallSnapshot.KeptCall;
import io.kafunc.schemas.call.CallTopic;
import io.kafunc.schemas.call.InvocationRequested;
import io.kafunc.schemas.invocation.InvocationRecord;
import io.kafunc.schemas.invocation.InvocationResult;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How calls end in their owner's hands: the answer is kept, the end is on disk, the destination is
 * told, and the call's place is freed when nobody needs it any more.
 */
final class Settling {

  private static final Logger LOG = LoggerFactory.getLogger(Settling.class);

  private final PartitionOwner owner;
  private final Surroundings with;
  private final PartitionCalls calls;
  private final long epoch;
  private final Telling telling;

  Settling(PartitionOwner owner, Surroundings with, PartitionCalls calls, long epoch) {
    this.owner = owner;
    this.with = with;
    this.calls = calls;
    this.epoch = epoch;
    this.telling = new Telling(owner, with, calls, epoch, this::freeUnlessKept);
  }

  /** A call whose end was not told before an earlier owner was cut off. */
  void resume() {
    calls.kept().owed().forEach(telling::again);
  }

  /** A call has ended; in the owner's loop. */
  void end(
      Claim claim, InvocationRequested call, InvocationRecord record, Optional<Payload> answer) {
    if (answer.isEmpty()) {
      done(claim, call, record, Payload.EMPTY);
      return;
    }
    var body = answer.get();
    var kept = with.results().keep(record.requestId(), body).toCompletableFuture();
    if (kept.isDone() && !kept.isCompletedExceptionally()) {
      done(claim, call, record.with(kept.join()), body);
    } else {
      kept.exceptionally(failure -> notKept(record, body, failure))
          .thenAccept(result -> owner.tell(() -> done(claim, call, record.with(result), body)));
    }
  }

  /** A call that nobody can read has been put aside. */
  void unread(Claim claim) {
    owner.write(
        new Letter(
            new CallDone(claim.offset(), epoch, Optional.empty()),
            () -> settled(claim, Optional.empty()),
            () -> {}));
  }

  /** Keeps a call as a dead letter no longer; ends when that is on disk. */
  CompletableFuture<Void> bury(KeptCall call) {
    var forgotten = new CompletableFuture<Void>();
    owner.tell(
        () ->
            owner.write(
                new Letter(
                    new CallForgotten(call.offset(), epoch),
                    () -> calls.forget(call.offset()),
                    () -> {
                      freeUnlessKept(call);
                      forgotten.complete(null);
                    })));
    return forgotten;
  }

  private void done(
      Claim claim, InvocationRequested call, InvocationRecord record, Payload answer) {
    var rule =
        with.rules()
            .of(call.accountId(), call.serviceName(), call.qualifier(), call.functionName());
    var keeping = Endings.keeping(claim.queue(), rule, record.status());
    var kept = keeping.map(why -> new KeptCall(claim.offset(), why, record));
    owner.write(
        new Letter(
            new CallDone(claim.offset(), epoch, Optional.of(record), keeping),
            () -> settled(claim, kept),
            () -> {
              if (kept.isEmpty()) {
                free(claim.offset(), record);
              } else {
                kept.filter(each -> each.keeping().destination().isPresent())
                    .ifPresent(each -> telling.tell(each, new EndOfCall(call, record, answer)));
                owner.tell(this::keepWithinLimit);
              }
            }));
  }

  private void settled(Claim claim, Optional<KeptCall> kept) {
    calls.settle(claim.offset(), kept);
    with.attempts().remove(owner.partition(), claim.offset());
  }

  /** The oldest dead letters make room for younger ones. */
  private void keepWithinLimit() {
    int tooMany = calls.kept().dead() - with.settings().deadLetters();
    if (tooMany > 0) {
      LOG.warn("dead letters dropped partition={} count={}", owner.partition(), tooMany);
      calls.kept().page(0, tooMany, each -> each.keeping().dead()).forEach(this::bury);
    }
  }

  /** A destination may be still to be told when a letter is purged, and the other way round. */
  private void freeUnlessKept(KeptCall call) {
    if (owner.ask(now -> now.kept().find(call.offset()).isEmpty())) {
      free(call.offset(), call.record());
    }
  }

  private void free(long offset, InvocationRecord record) {
    CallId.parse(record.requestId())
        .filter(id -> id.offset() == offset)
        .map(id -> CallTopic.key(id.randomHigh(), id.randomLow()))
        .ifPresent(key -> with.tombstones().remove(owner.partition(), key));
  }

  private static InvocationResult notKept(
      InvocationRecord record, Payload body, Throwable failure) {
    LOG.warn("a result is lost requestId={}", record.requestId(), failure);
    return new InvocationResult(body.size(), Optional.empty(), Optional.empty());
  }
}
