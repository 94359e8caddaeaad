// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.drain;

import io.kafunc.invoker.async.destination.EndOfCall;
import io.kafunc.invoker.async.queue.Claim;
import io.kafunc.invoker.async.queue.PartitionCalls;
import io.kafunc.schemas.Payload;
import io.kafunc.schemas.call.CallEvent.CallDone;
import io.kafunc.schemas.call.CallEvent.CallForgotten;
import io.kafunc.schemas.call.CallEvent.CallLapsed;
import io.kafunc.schemas.call.CallId;
import io.kafunc.schemas.call.CallSnapshot.KeptCall;
import io.kafunc.schemas.call.CallTopic;
import io.kafunc.schemas.call.InvocationRequested;
import io.kafunc.schemas.invocation.InvocationRecord;
import io.kafunc.schemas.invocation.InvocationResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How calls end in their owner's hands: the answer is kept, the end is on disk, the destination is
 * told, and the call's place is freed when nobody needs it any more.
 */
final class Settling {

  private static final Logger LOG = LoggerFactory.getLogger(Settling.class);
  private static final Duration LONGEST_LAPSE_PAUSE = Duration.ofMinutes(1);
  private static final int LAPSES_AT_ONCE = 5_000;

  private final PartitionOwner owner;
  private final Surroundings with;
  private final PartitionCalls calls;
  private final long epoch;
  private final Telling telling;
  private final Map<Long, List<CompletableFuture<Void>>> awaited = new HashMap<>();
  private final Set<Long> lapsing = new HashSet<>();
  private long lastLapse = System.nanoTime();

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

  /** Tells when the end of an open call is on disk; in the owner's loop. */
  void tellWhenEnded(long offset, CompletableFuture<Void> ended) {
    awaited.computeIfAbsent(offset, _ -> new ArrayList<>()).add(ended);
  }

  /** Ended stateful calls are forgotten when their time is over; in the owner's loop. */
  void lapse(Instant now) {
    var retention = with.settings().statefulRetention();
    long pause = Math.min(LONGEST_LAPSE_PAUSE.toNanos(), retention.toNanos() / 10);
    if (System.nanoTime() - lastLapse < pause) {
      return;
    }
    lastLapse = System.nanoTime();
    var before = now.minus(retention);
    calls
        .kept()
        .page(0, LAPSES_AT_ONCE, call -> mayLapse(call) && isOlder(call, before))
        .forEach(this::lapse);
  }

  private void lapse(KeptCall call) {
    lapsing.add(call.offset());
    owner.write(
        new Letter(
            new CallLapsed(call.offset(), epoch),
            () -> {
              calls.lapse(call.offset());
              lapsing.remove(call.offset());
            },
            () -> freeUnlessKept(call)));
  }

  private boolean mayLapse(KeptCall call) {
    return call.keeping().invocationId().isPresent() && !lapsing.contains(call.offset());
  }

  private static boolean isOlder(KeptCall call, Instant before) {
    return call.record().endTime().isBefore(before);
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
    var rule = with.rules().of(call);
    var keeping = Endings.keeping(claim.queue(), rule, record.status(), call.invocationId());
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
    var waiting = awaited.remove(claim.offset());
    if (waiting != null) {
      with.executor().execute(() -> waiting.forEach(each -> each.complete(null)));
    }
  }

  /** The oldest make room for younger ones. */
  private void keepWithinLimit() {
    int deadLetters = calls.kept().dead() - with.settings().deadLetters();
    if (deadLetters > 0) {
      LOG.warn("dead letters dropped partition={} count={}", owner.partition(), deadLetters);
      calls.kept().page(0, deadLetters, each -> each.keeping().dead()).forEach(this::bury);
    }
    int stateful = calls.kept().stateful() - lapsing.size() - with.settings().statefulCalls();
    if (stateful > 0) {
      LOG.warn("stateful calls forgotten partition={} count={}", owner.partition(), stateful);
      calls.kept().page(0, stateful, this::mayLapse).forEach(this::lapse);
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
        .map(CallTopic::key)
        .ifPresent(key -> with.tombstones().remove(owner.partition(), key));
  }

  private static InvocationResult notKept(
      InvocationRecord record, Payload body, Throwable failure) {
    LOG.warn("a result is lost requestId={}", record.requestId(), failure);
    return new InvocationResult(body.size(), Optional.empty(), Optional.empty());
  }
}
