// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.queue;

import io.kafunc.invoker.async.queue.DelayedCalls.Delayed;
import io.kafunc.schemas.call.CallSnapshot;
import io.kafunc.schemas.call.CallSnapshot.KeptCall;
import io.kafunc.schemas.call.CallSnapshot.OpenDelay;
import io.kafunc.schemas.call.CallSnapshot.OpenStateful;
import io.kafunc.schemas.call.Deduplication;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The open calls of one partition: which wait in which queue, which run, which are delayed. Changed
 * by what was read and by what is on disk only, so that a snapshot of it and the events after it
 * always lead back to it ({@link Recovery}). Not thread-safe.
 */
public final class PartitionCalls {

  private final Map<String, CallQueue> queues = new HashMap<>();
  private final Map<Long, Running> running = new HashMap<>();
  private final DelayedCalls delayed = new DelayedCalls();
  private final Map<Long, OpenDelay> laterAttempts = new HashMap<>();
  private final Map<String, Long> seen = new HashMap<>();
  private final LastEvents foretold;
  private final KeptCalls kept;
  private final StatefulIndex stateful = new StatefulIndex();
  private long position;
  private long taken;
  private long settled;
  private long changes;
  private boolean caughtUp;

  PartitionCalls(long position, List<Deduplication> seen, LastEvents foretold) {
    this.position = position;
    this.foretold = foretold;
    this.kept = foretold.kept();
    seen.forEach(each -> this.seen.put(each.source(), each.number()));
  }

  /** Next offset of kafunc.calls to be read. */
  public long position() {
    return position;
  }

  /** Grows with whatever a snapshot would tell. */
  public long changes() {
    return changes;
  }

  /** A call that was read, in the order of the log. */
  public Taken take(
      long offset,
      String queue,
      Optional<Deduplication> source,
      Optional<OpenStateful> asStateful) {
    requireNext(offset);
    passed(offset + 1);
    boolean duplicate =
        source.filter(each -> !isNew(each)).isPresent()
            || asStateful.filter(stateful::isTaken).isPresent();
    if (!duplicate) {
      source.ifPresent(each -> seen.put(each.source(), each.number()));
    }
    if (foretold.isSettled(offset)) {
      return Taken.KNOWN;
    }
    if (duplicate) {
      taken++;
      settled++;
      return Taken.DUPLICATE;
    }
    asStateful.ifPresent(stateful::add);
    return reopen(offset, queue);
  }

  /** The stateful calls that were open at a snapshot, and those that are kept. */
  void remember(List<OpenStateful> open) {
    open.stream().filter(call -> !foretold.isSettled(call.offset())).forEach(stateful::add);
    kept.all().stream().filter(KeptCalls::isStateful).forEach(stateful::add);
  }

  /** All below this offset has been read, also where no call lay. */
  public void passed(long offset) {
    position = Math.max(position, offset);
    changes++;
  }

  /** All that was there before this owner has been read: nothing is foretold any more. */
  public void caughtUp() {
    caughtUp = true;
    foretold.forgetBelow(position);
  }

  /**
   * Whether a snapshot would tell all. Until then what became of calls that were not read yet is
   * known from events only that lie before the snapshot's position.
   */
  public boolean isCaughtUp() {
    return caughtUp;
  }

  /** A call that is open, with what the events say of it. */
  Taken reopen(long offset, String name) {
    if (foretold.isSettled(offset)) {
      return Taken.KNOWN;
    }
    taken++;
    var queue = queues.computeIfAbsent(name, CallQueue::new);
    var delay = foretold.takeDelay(offset);
    if (delay.isPresent()) {
      delayed.add(queue, delay.get());
      return Taken.KNOWN;
    }
    var start = foretold.takeStart(offset);
    if (start.isPresent()) {
      queue.runs();
      running.put(offset, Running.interrupted(queue, start.get()));
      return Taken.INTERRUPTED;
    }
    queue.add(offset);
    return Taken.WAITS;
  }

  /** Takes the next call of a queue for an attempt. */
  public Claim claim(String name, Instant now) {
    var queue = queues.get(name);
    long offset = queue.claim();
    var run =
        Running.claimed(queue, offset, Optional.ofNullable(laterAttempts.remove(offset)), now);
    running.put(offset, run);
    return run.claim();
  }

  /** Takes this very call, which waits or is delayed. */
  public Claim withdraw(String name, long offset, Instant now) {
    var queue = queues.get(name);
    var delay = delayed.remove(offset);
    if (delay.isPresent()) {
      queue.runs();
    } else {
      queue.withdraw(offset);
    }
    var last = delay.or(() -> Optional.ofNullable(laterAttempts.remove(offset)));
    var run = Running.claimed(queue, offset, last, now);
    running.put(offset, run);
    return run.claim();
  }

  /** The start of a claimed call is on disk. */
  public void started(long offset, String node, Instant time) {
    running.compute(offset, (_, run) -> run.startedAt(node, time));
    changes++;
  }

  /** A call that was handed out waits again, first in its queue, as if it had not been. */
  public void giveBack(long offset) {
    var run = running.remove(offset);
    int attempt = run.start().attempt();
    if (attempt > 1) {
      var delay =
          run.delay().orElse(new OpenDelay(offset, attempt, Instant.EPOCH, run.start().refusals()));
      laterAttempts.put(offset, delay);
    }
    run.queue().giveBack(offset);
    changes++;
  }

  /** The next attempt of a running call is on disk. */
  public void delay(long offset, int attempt, Instant due, int refusals) {
    var queue = running.remove(offset).queue();
    queue.settled();
    delayed.add(queue, new OpenDelay(offset, attempt, due, refusals));
    changes++;
  }

  /** Settled calls that are kept. */
  public KeptCalls kept() {
    return kept;
  }

  /** A destination was told, or that was given up, and that is on disk. */
  public void delivered(long offset, Optional<String> failure) {
    kept.delivered(offset, failure);
    changes++;
  }

  /** That a call is a dead letter no longer is on disk. */
  public void forget(long offset) {
    kept.forget(offset);
    changes++;
  }

  /** That a stateful call is remembered no longer is on disk. */
  public void lapse(long offset) {
    kept.find(offset).ifPresent(call -> stateful.remove(call.keeping().queue(), offset));
    kept.lapse(offset);
    changes++;
  }

  /** The end of a running call is on disk, and why it is kept if it is. */
  public void settle(long offset, Optional<KeptCall> keep) {
    keep.ifPresent(kept::put);
    var queue = running.remove(offset).queue();
    queue.settled();
    settled++;
    changes++;
    if (!kept.isStateful(offset)) {
      stateful.remove(queue.name(), offset);
    }
    if (queue.waiting() + queue.running() == 0 && delayed.size() == 0) {
      queues.remove(queue.name());
    }
  }

  /** Puts delayed calls whose time has come into their queues, and names those. */
  public List<String> wake(Instant now) {
    var names = new ArrayList<String>();
    for (var due = delayed.pollDue(now); due.isPresent(); due = delayed.pollDue(now)) {
      Delayed call = due.get();
      laterAttempts.put(call.delay().offset(), call.delay());
      call.queue().addDue(call.delay().offset());
      names.add(call.queue().name());
    }
    return names;
  }

  public Optional<Instant> nextDue() {
    return delayed.nextDue();
  }

  public int waiting(String name) {
    var queue = queues.get(name);
    return queue == null ? 0 : queue.waiting();
  }

  public int running(String name) {
    var queue = queues.get(name);
    return queue == null ? 0 : queue.running();
  }

  /** The calls that would be claimed next, in their order. */
  public List<Long> next(String name, int limit) {
    var offsets = new ArrayList<Long>(limit);
    var queue = queues.get(name);
    if (queue != null && limit > 0) {
      queue.scan(
          offset -> {
            offsets.add(offset);
            return offsets.size() < limit;
          });
    }
    return offsets;
  }

  /** The call that would be claimed next, of a queue in which one waits. */
  public long peek(String name) {
    return next(name, 1).getFirst();
  }

  /** All that were handed out: after a takeover, the interrupted. */
  public List<Claim> handedOut() {
    return running.values().stream().map(Running::claim).toList();
  }

  /** The queues there are. */
  public List<String> names() {
    return List.copyOf(queues.keySet());
  }

  public Counts counts() {
    long waiting = queues.values().stream().mapToLong(CallQueue::waiting).sum() + delayed.size();
    return new Counts(taken, waiting, running.size(), settled);
  }

  /** Where a call stands, which is of this queue if it is a call. */
  public Standing standing(long offset, String name) {
    var run = running.get(offset);
    if (run != null) {
      return run.standing();
    }
    var delay = delayed.find(offset);
    if (delay.isPresent()) {
      return new Standing.Delayed(delay.get().attempt());
    }
    var queue = queues.get(name);
    return queue != null && queue.waits(offset) ? new Standing.Waits() : new Standing.NotOpen();
  }

  /** The stateful call of an id. */
  public Optional<StatefulCall> stateful(String queue, String invocationId) {
    return stateful.find(queue, invocationId).map(this::asItStands);
  }

  /**
   * Stateful calls of a queue in the order in which they were accepted, or the other way round.
   *
   * @param from an offset, inclusive
   */
  public List<StatefulCall> stateful(
      String queue, Optional<Long> from, boolean ascending, int limit) {
    var all = ascending ? stateful.of(queue) : stateful.of(queue).descendingMap();
    var rest = from.isPresent() ? all.tailMap(from.get(), true) : all;
    return rest.values().stream().limit(limit).map(this::asItStands).toList();
  }

  /** All of it, as of this moment. */
  public CallSnapshot snapshot(long epoch, long sequence, long eventsPosition, Instant now) {
    var open = open();
    return new CallSnapshot(
        epoch,
        sequence,
        position,
        eventsPosition,
        now,
        open.byQueue(),
        open.started(),
        open.delayed(),
        open.seen(),
        List.copyOf(kept.all()),
        openStateful());
  }

  /**
   * Open calls from an offset on, ascending.
   *
   * @param wanted by the names of their queues
   * @param runs whether those handed out are wanted
   * @param waits whether the others are
   */
  public List<OpenCall> page(
      long from, int limit, Predicate<String> wanted, boolean runs, boolean waits) {
    return open().page(from, limit, wanted, runs, waits);
  }

  /** One that is neither settled nor handed out nor delayed waits. */
  private StatefulCall asItStands(OpenStateful call) {
    var end = kept.find(call.offset());
    if (end.isPresent()) {
      return new StatefulCall(call, new Standing.NotOpen(), end);
    }
    var run = Optional.ofNullable(running.get(call.offset())).map(Running::standing);
    var delay =
        delayed
            .find(call.offset())
            .or(() -> Optional.ofNullable(laterAttempts.get(call.offset())))
            .<Standing>map(each -> new Standing.Delayed(each.attempt()));
    return new StatefulCall(
        call, run.or(() -> delay).orElseGet(Standing.Waits::new), Optional.empty());
  }

  private List<OpenStateful> openStateful() {
    return stateful
        .all()
        .filter(call -> !kept.isStateful(call.offset()))
        .sorted(Comparator.comparing(OpenStateful::offset))
        .toList();
  }

  private OpenSet open() {
    return new OpenSet(queues.values(), running, delayed, laterAttempts, seen);
  }

  private void requireNext(long offset) {
    if (offset < position) {
      throw new IllegalArgumentException(offset + " was read before " + position);
    }
  }

  private boolean isNew(Deduplication source) {
    var highest = seen.get(source.source());
    return highest == null || source.number() > highest;
  }
}
