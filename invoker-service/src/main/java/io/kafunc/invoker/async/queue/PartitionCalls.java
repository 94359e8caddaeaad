// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.queue;

import io.kafunc.invoker.async.queue.DelayedCalls.Delayed;
import io.kafunc.schemas.call.CallSnapshot;
import io.kafunc.schemas.call.CallSnapshot.KeptCall;
import io.kafunc.schemas.call.CallSnapshot.OpenDelay;
import io.kafunc.schemas.call.Deduplication;
import java.time.Instant;
import java.util.ArrayList;
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
  public Taken take(long offset, String queue, Optional<Deduplication> source) {
    requireNext(offset);
    passed(offset + 1);
    boolean duplicate = source.isPresent() && !isNew(source.get());
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
    return reopen(offset, queue);
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

  /** The end of a running call is on disk, and why it is kept if it is. */
  public void settle(long offset, Optional<KeptCall> keep) {
    keep.ifPresent(kept::put);
    var queue = running.remove(offset).queue();
    queue.settled();
    settled++;
    changes++;
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
    if (delayed.contains(offset)) {
      return new Standing.Delayed();
    }
    var queue = queues.get(name);
    return queue != null && queue.waits(offset) ? new Standing.Waits() : new Standing.NotOpen();
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
        List.copyOf(kept.all()));
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
