// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.drain;

import io.kafunc.invoker.async.drain.Desk.Start;
import io.kafunc.invoker.async.queue.Claim;
import io.kafunc.invoker.async.queue.PartitionCalls;
import io.kafunc.invoker.async.queue.RetryPolicy.Ending;
import io.kafunc.invoker.async.queue.RetryPolicy.Next;
import io.kafunc.invoker.async.queue.Standing;
import io.kafunc.invoker.invocation.Invocation;
import io.kafunc.invoker.invocation.Outcome;
import io.kafunc.invoker.invocation.StoredRequest;
import io.kafunc.invoker.invocation.Terms;
import io.kafunc.schemas.Schemas;
import io.kafunc.schemas.avro.EventCodec;
import io.kafunc.schemas.avro.UndecodableException;
import io.kafunc.schemas.call.CallEvent.CallDelayed;
import io.kafunc.schemas.call.CallEvent.CallDone;
import io.kafunc.schemas.call.CallEvent.CallStarted;
import io.kafunc.schemas.call.CallTopic;
import io.kafunc.schemas.call.InvocationRequested;
import io.kafunc.schemas.invocation.InvocationRecord;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The course of one call in its owner's hands: start on disk, run, end on disk, gone. Everything
 * that changes state happens under the owner's lock, in its loop; what runs functions does not.
 */
final class Course {

  private static final Logger LOG = LoggerFactory.getLogger(Course.class);
  private static final Runnable NOTHING = () -> {};

  private final PartitionOwner owner;
  private final Surroundings with;
  private final Desk desk;
  private final PartitionCalls calls;
  private final Settling settling;
  private final long epoch;
  private final EventCodec<InvocationRequested> codec;
  private final Set<Long> stopping = ConcurrentHashMap.newKeySet();

  Course(
      PartitionOwner owner,
      Surroundings with,
      Desk desk,
      PartitionCalls calls,
      Settling settling,
      long epoch) {
    this.owner = owner;
    this.with = with;
    this.desk = desk;
    this.calls = calls;
    this.settling = settling;
    this.epoch = epoch;
    this.codec = Schemas.codec(Schemas.CALL, with.writers());
  }

  /** A claimed call: its start is written before it runs. */
  void start(Start start) {
    var claim = start.claim();
    if (start.call().isEmpty()) {
      LOG.warn("call lost by its topic partition={} offset={}", owner.partition(), claim.offset());
      settleUnread(claim);
      return;
    }
    long since = System.nanoTime();
    var now = with.clock().instant();
    var event =
        new CallStarted(
            claim.offset(), epoch, claim.attempt(), with.node().id(), now, claim.refusals());
    owner.write(
        new Letter(
            event,
            () -> calls.started(claim.offset(), with.node().id(), now),
            () -> run(claim, start.call().get(), now, since)));
  }

  /** A call that an earlier owner had handed out: it may still run in this process. */
  void resume(Claim claim) {
    var attempt = with.attempts().find(owner.partition(), claim.offset());
    if (attempt.isPresent()) {
      desk.adopt(claim);
      watch(attempt.get());
    } else {
      desk.giveBack(claim);
    }
  }

  /**
   * Ends an open call, in the owner's loop: at once when it waits, with what it runs in otherwise.
   *
   * @param call as it was accepted
   * @param ended completes when its end is on disk, also one of its own
   */
  void stop(StoredCall stored, InvocationRequested call, CompletableFuture<Void> ended) {
    long offset = stored.offset();
    switch (calls.standing(offset, CallTopic.queue(call))) {
      case Standing.NotOpen _ -> ended.complete(null);
      case Standing.Waits _, Standing.Delayed _ -> {
        settling.tellWhenEnded(offset, ended);
        stopWaiting(stored, call);
      }
      case Standing.Runs _ -> {
        settling.tellWhenEnded(offset, ended);
        stopping.add(offset);
        with.attempts().find(owner.partition(), offset).ifPresent(this::stop);
      }
    }
  }

  /** Whether a call that was handed out is being stopped. */
  boolean isStopping(long offset) {
    return stopping.contains(offset);
  }

  private void stopWaiting(StoredCall stored, InvocationRequested call) {
    var now = with.clock().instant();
    var claim = desk.withdraw(CallTopic.queue(call), stored.offset(), now);
    var id = stored.id(owner.partition(), with.generation());
    var invocation = StoredCall.invocation(call, id, claim.attempt());
    desk.ended(claim, false, now);
    settling.end(claim, call, Endings.stopped(invocation, now), Optional.empty());
  }

  private void stop(Attempt attempt) {
    with.executor().execute(() -> attempt.stop().complete(null));
  }

  /** A call that its source had sent before is settled without a record. */
  void dropDuplicate(StoredCall call) {
    owner.tell(
        () ->
            owner.write(
                new Letter(
                    new CallDone(call.offset(), epoch, Optional.empty()),
                    NOTHING,
                    () -> with.tombstones().remove(owner.partition(), call.key()))));
  }

  private void run(Claim claim, StoredCall call, Instant started, long since) {
    if (!with.mayAct(since)) {
      owner.tell(
          () -> {
            desk.ended(claim, true, with.clock().instant());
            desk.giveBack(claim);
          });
      return;
    }
    InvocationRequested asked;
    try {
      asked = codec.decode(call.value());
    } catch (UndecodableException e) {
      with.parking().park(owner.partition(), call, e.getMessage());
      owner.tell(() -> settleUnread(claim));
      return;
    }
    var id = call.id(owner.partition(), with.generation());
    var invocation = StoredCall.invocation(asked, id, claim.attempt());
    var retry = with.rule(invocation).retry();
    if (retry.isTooOld(invocation.acceptedTime(), with.clock().instant())) {
      owner.tell(() -> expire(claim, asked, invocation));
      return;
    }
    var stop = new CompletableFuture<Void>();
    var terms = Terms.until(retry.expiry(invocation.acceptedTime()), stop);
    var outcome = outcome(asked, invocation, terms).toCompletableFuture();
    var attempt = new Attempt(claim, call.key(), asked, invocation, started, stop, outcome);
    with.attempts().add(owner.partition(), attempt);
    if (stopping.contains(claim.offset())) {
      stop(attempt);
    }
    watch(attempt);
  }

  private CompletionStage<Outcome> outcome(
      InvocationRequested asked, Invocation invocation, Terms terms) {
    if (asked.httpRequest().isEmpty()) {
      return with.invoke().invoke(invocation, terms);
    }
    var request = new StoredRequest(asked.httpRequest().get(), asked.payload());
    return with.invoke().invoke(invocation, terms.with(request)).thenApply(request::whole);
  }

  private void watch(Attempt attempt) {
    attempt.outcome().thenAccept(outcome -> ended(attempt, outcome, with.clock().instant()));
  }

  private void ended(Attempt attempt, Outcome outcome, Instant now) {
    owner.tell(() -> settle(attempt, outcome, now));
  }

  private void settle(Attempt attempt, Outcome outcome, Instant now) {
    var claim = attempt.claim();
    var invocation = attempt.invocation();
    var ending = Endings.of(outcome);
    boolean stopped = stopping.remove(claim.offset()) && ending != Ending.SUCCEEDED;
    desk.ended(claim, ending == Ending.REFUSED && !stopped, now);
    if (stopped) {
      end(attempt, outcome, Endings.stopped(invocation, outcome, now));
      return;
    }
    var retry = with.rule(invocation).retry();
    var accepted = invocation.acceptedTime();
    switch (retry.after(ending, claim.attempt(), claim.refusals(), accepted, now)) {
      case Next.Settle _ -> end(attempt, outcome, Endings.record(invocation, outcome, now));
      case Next.Expire _ -> end(attempt, outcome, Endings.expired(invocation, outcome, now));
      case Next.Again next -> again(claim, next, Endings.record(invocation, outcome, now));
      case Next.WaitInQueue _ -> {
        with.attempts().remove(owner.partition(), claim.offset());
        desk.giveBack(claim);
      }
    }
  }

  private void end(Attempt attempt, Outcome outcome, InvocationRecord record) {
    settling.end(attempt.claim(), attempt.call(), record, Endings.answer(outcome));
  }

  private void again(Claim claim, Next.Again next, InvocationRecord record) {
    owner.write(
        new Letter(
            new CallDelayed(
                claim.offset(),
                epoch,
                next.attempt(),
                next.due(),
                Optional.of(record),
                next.refusals()),
            () -> {
              calls.delay(claim.offset(), next.attempt(), next.due(), next.refusals());
              with.attempts().remove(owner.partition(), claim.offset());
            },
            () -> owner.tell(NOTHING)));
  }

  private void expire(Claim claim, InvocationRequested call, Invocation invocation) {
    var now = with.clock().instant();
    stopping.remove(claim.offset());
    desk.ended(claim, false, now);
    settling.end(claim, call, Endings.expired(invocation, now), Optional.empty());
  }

  private void settleUnread(Claim claim) {
    desk.ended(claim, false, with.clock().instant());
    settling.unread(claim);
  }
}
