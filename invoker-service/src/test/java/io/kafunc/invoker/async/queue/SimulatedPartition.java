// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafunc.schemas.Payload;
import io.kafunc.schemas.call.CallEvent;
import io.kafunc.schemas.call.CallEvent.CallDelayed;
import io.kafunc.schemas.call.CallEvent.CallDelivered;
import io.kafunc.schemas.call.CallEvent.CallDone;
import io.kafunc.schemas.call.CallEvent.CallForgotten;
import io.kafunc.schemas.call.CallEvent.CallLapsed;
import io.kafunc.schemas.call.CallEvent.CallStarted;
import io.kafunc.schemas.call.CallSnapshot;
import io.kafunc.schemas.call.CallSnapshot.KeptCall;
import io.kafunc.schemas.call.CallSnapshot.OpenStateful;
import io.kafunc.schemas.call.CallTopic;
import io.kafunc.schemas.call.Deduplication;
import io.kafunc.schemas.call.Keeping;
import io.kafunc.schemas.invocation.InvocationRecord;
import io.kafunc.schemas.invocation.InvocationResult;
import io.kafunc.schemas.invocation.InvocationStatus;
import io.kafunc.schemas.invocation.InvocationType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** Two logs as lists, and an owner that does everything an owner may, at random. */
final class SimulatedPartition {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final String NODE = "n";

  private record Call(
      String queue,
      Optional<Deduplication> source,
      boolean duplicate,
      Optional<OpenStateful> stateful) {}

  private final Random random;
  private final List<Call> log = new ArrayList<>();
  private final List<CallEvent> events = new ArrayList<>();
  private final List<CallSnapshot> snapshots = new ArrayList<>();
  private final Map<String, Long> highest = new HashMap<>();
  private final Map<Long, Integer> ends = new HashMap<>();
  private final Set<Long> dropped = new HashSet<>();
  private final List<Claim> claimed = new ArrayList<>();
  private final List<Claim> running = new ArrayList<>();
  private PartitionCalls calls = Recovery.fromTheBeginning().finish();
  private Instant now = START;
  private long callsEnd;

  SimulatedPartition(long seed) {
    this.random = new Random(seed);
    calls.caughtUp();
  }

  void live(int steps) {
    for (int i = 0; i < steps; i++) {
      now = now.plusMillis(100);
      switch (random.nextInt(11)) {
        case 0, 1, 2 -> accept();
        case 3, 4 -> read();
        case 5 -> claim();
        case 6 -> start();
        case 7 -> settle();
        case 8 -> delay();
        case 9 -> stop();
        default -> rarely();
      }
      assertThat(calls.counts().missing()).isZero();
    }
  }

  void crash() {
    var recovery =
        snapshots.isEmpty() ? Recovery.fromTheBeginning() : Recovery.from(snapshots.getLast());
    replay(recovery);
    claimed.clear();
    running.clear();
    calls = recovery.finish();
    calls.handedOut().forEach(claim -> calls.giveBack(claim.offset()));
    callsEnd = log.size();
    noteWhenCaughtUp();
  }

  /** The state a new owner would come to, having read as far as the old one. */
  CallSnapshot recover(Recovery recovery) {
    replay(recovery);
    var recovered = recovery.finish();
    while (recovered.position() < calls.position()) {
      take(recovered);
    }
    recovered.caughtUp();
    recovered.wake(now);
    return recovered.snapshot(0, recovery.nextSequence(), events.size(), now);
  }

  CallSnapshot snapshot() {
    calls.wake(now);
    return calls.snapshot(0, snapshots.size(), events.size(), now);
  }

  List<CallSnapshot> snapshots() {
    return snapshots;
  }

  void settleAll() {
    now = now.plusSeconds(3600);
    while (calls.position() < log.size()) {
      read();
    }
    calls.wake(now);
    while (!claimed.isEmpty()) {
      start();
    }
    for (var name : calls.names()) {
      while (calls.waiting(name) > 0) {
        claimed.add(calls.claim(name, now));
        start();
      }
    }
    while (!running.isEmpty()) {
      settle();
    }
  }

  void assertEachCallSettledOnceUnlessDuplicate() {
    for (long offset = 0; offset < log.size(); offset++) {
      assertThat(ends.getOrDefault(offset, 0))
          .as("call " + offset + " " + log.get((int) offset))
          .isEqualTo(log.get((int) offset).duplicate || dropped.contains(offset) ? 0 : 1);
    }
  }

  private void accept() {
    var source =
        random.nextInt(4) == 0
            ? Optional.of(new Deduplication("t" + random.nextInt(2), random.nextLong(40)))
            : Optional.<Deduplication>empty();
    boolean duplicate =
        source.filter(s -> s.number() <= highest.getOrDefault(s.source(), -1L)).isPresent();
    source.ifPresent(s -> highest.merge(s.source(), s.number(), Math::max));
    var queue = "q" + random.nextInt(5);
    var stateful =
        source.isEmpty() && random.nextInt(3) == 0
            ? Optional.of(stateful(log.size(), queue, "id" + random.nextInt(4)))
            : Optional.<OpenStateful>empty();
    log.add(new Call(queue, source, duplicate, stateful));
  }

  private OpenStateful stateful(long offset, String queue, String id) {
    var key = new Payload(CallTopic.newKey(random));
    return new OpenStateful(offset, queue, id, key, now);
  }

  private void read() {
    if (calls.position() < log.size()) {
      long offset = calls.position();
      switch (take(calls)) {
        case DUPLICATE -> {
          dropped.add(offset);
          events.add(new CallDone(offset, 0, Optional.empty()));
        }
        case INTERRUPTED -> calls.giveBack(offset);
        case WAITS, KNOWN -> {}
      }
      noteWhenCaughtUp();
    }
  }

  private void noteWhenCaughtUp() {
    if (calls.position() >= callsEnd) {
      calls.caughtUp();
    }
  }

  private Taken take(PartitionCalls into) {
    long offset = into.position();
    var call = log.get((int) offset);
    return into.take(offset, call.queue, call.source, call.stateful);
  }

  private void claim() {
    calls.names().stream()
        .filter(name -> calls.waiting(name) > 0)
        .findFirst()
        .ifPresent(name -> claimed.add(calls.claim(name, now)));
  }

  private void start() {
    if (!claimed.isEmpty()) {
      var claim = claimed.removeFirst();
      events.add(new CallStarted(claim.offset(), 0, claim.attempt(), NODE, now, claim.refusals()));
      calls.started(claim.offset(), NODE, now);
      running.add(claim);
    }
  }

  private void settle() {
    if (!running.isEmpty()) {
      end(running.remove(random.nextInt(running.size())));
    }
  }

  /** A call that waits or is delayed ends where it is. */
  private void stop() {
    var waiting = calls.page(0, 100, _ -> true, false, true);
    if (!waiting.isEmpty()) {
      var call = waiting.get(random.nextInt(waiting.size()));
      end(calls.withdraw(call.queue(), call.offset(), now));
    }
  }

  private void end(Claim claim) {
    boolean keep = log.get((int) claim.offset()).stateful.isPresent() || random.nextInt(3) == 0;
    var kept = Optional.of(claim).filter(_ -> keep).map(this::kept);
    events.add(
        new CallDone(claim.offset(), 0, kept.map(KeptCall::record), kept.map(KeptCall::keeping)));
    calls.settle(claim.offset(), kept);
    ends.merge(claim.offset(), 1, Integer::sum);
  }

  private void delay() {
    if (!running.isEmpty()) {
      var claim = running.remove(random.nextInt(running.size()));
      var due = now.plusMillis(random.nextInt(2_000));
      int refusals = claim.refusals() + random.nextInt(2);
      events.add(
          new CallDelayed(claim.offset(), 0, claim.attempt() + 1, due, Optional.empty(), refusals));
      calls.delay(claim.offset(), claim.attempt() + 1, due, refusals);
    }
  }

  private KeptCall kept(Claim claim) {
    return new KeptCall(
        claim.offset(),
        new Keeping(
            claim.queue(),
            random.nextBoolean(),
            random.nextBoolean() ? Optional.of("somewhere") : Optional.empty(),
            Optional.empty(),
            log.get((int) claim.offset()).stateful.map(OpenStateful::invocationId)),
        record(claim));
  }

  private InvocationRecord record(Claim claim) {
    var call = log.get((int) claim.offset());
    var id =
        call.stateful
            .map(each -> CallTopic.id(0, 0, each.offset(), each.key().bytes()).toString())
            .orElse("");
    var answer = new InvocationResult(2, Optional.of(Payload.of("ok")), Optional.empty());
    return new InvocationRecord(
        id,
        "a",
        "s",
        "f",
        "LATEST",
        "LATEST",
        false,
        InvocationType.Async,
        Optional.empty(),
        Optional.empty(),
        call.stateful.map(OpenStateful::accepted).orElse(START),
        Optional.empty(),
        now,
        0,
        0,
        0,
        0,
        random.nextBoolean() ? InvocationStatus.Succeeded : InvocationStatus.Failed,
        Optional.empty(),
        0,
        Optional.empty(),
        claim.attempt(),
        "on-demand",
        Optional.of(answer));
  }

  private void rarely() {
    calls.wake(now);
    for (var owed : calls.kept().owed()) {
      var failure = random.nextBoolean() ? Optional.of("away") : Optional.<String>empty();
      events.add(new CallDelivered(owed.offset(), 0, failure));
      calls.delivered(owed.offset(), failure);
    }
    for (var dead : calls.kept().page(0, 2, each -> each.keeping().dead())) {
      events.add(new CallForgotten(dead.offset(), 0));
      calls.forget(dead.offset());
    }
    for (var old : calls.kept().page(0, 1, KeptCalls::isStateful)) {
      events.add(new CallLapsed(old.offset(), 0));
      calls.lapse(old.offset());
    }
    if (calls.isCaughtUp() && random.nextInt(3) == 0) {
      // Events applied may be more than the snapshot claims: acks are counted a little later.
      int claims = Math.max(0, events.size() - random.nextInt(4));
      snapshots.add(calls.snapshot(0, snapshots.size() + 1, claims, now));
    }
  }

  private void replay(Recovery recovery) {
    for (int i = (int) recovery.eventsPosition(); i < events.size(); i++) {
      recovery.apply(events.get(i));
    }
  }
}
