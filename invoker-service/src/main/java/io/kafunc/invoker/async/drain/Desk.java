// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.drain;

import io.kafunc.invoker.async.drain.CallFetcher.Fetched;
import io.kafunc.invoker.async.queue.Claim;
import io.kafunc.invoker.async.queue.DispatchPolicy;
import io.kafunc.invoker.async.queue.PartitionCalls;
import io.kafunc.invoker.async.queue.Taken;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;

/**
 * A partition's calls with the payloads at their heads: what may be handed out now, and what has to
 * be fetched for that. Not thread-safe: its owner holds the lock.
 */
final class Desk {

  /** Most calls of one queue that are claimed before the next queue has its turn. */
  private static final int SHARE = 16;

  private final PartitionCalls calls;
  private final Lanes lanes;
  private final DispatchPolicy policy;
  private final ToIntFunction<String> concurrency;
  private final List<Wanted> wanted = new ArrayList<>();
  private final Map<Long, Long> bytes = new HashMap<>();
  private long handedOut;
  private int inFlight;

  /**
   * @param concurrency calls that an instance of a queue's function takes at once
   */
  Desk(
      PartitionCalls calls, Lanes lanes, DispatchPolicy policy, ToIntFunction<String> concurrency) {
    this.calls = calls;
    this.lanes = lanes;
    this.policy = policy;
    this.concurrency = concurrency;
    calls.names().forEach(name -> lanes.ready(lanes.of(name)));
  }

  /** A claimed call and its payload, which is absent when the log has lost it. */
  record Start(Claim claim, Optional<StoredCall> call) {}

  /** Payloads a lane needs. */
  record Wanted(Lane lane, List<Long> offsets) {}

  int inFlight() {
    return inFlight;
  }

  /** A call that was read. */
  Taken index(StoredCall call, CallLabel label) {
    var queue = label.queue();
    int before = calls.waiting(queue);
    var taken = calls.take(call.offset(), queue, label.source(), label.stateful(call));
    if (taken == Taken.WAITS) {
      var lane = lanes.of(queue);
      if (lane.held() == before && before < policy.window(lane.concurrency)) {
        lane.hold(call, false);
      }
      lanes.ready(lane);
    }
    return taken;
  }

  /** Takes this very call, which waits or is delayed, out of its queue. */
  Claim withdraw(String queue, long offset, Instant now) {
    var claim = calls.withdraw(queue, offset, now);
    lanes.of(queue).withdraw(offset);
    adopt(claim);
    return claim;
  }

  /** Calls and lanes whose time has come get their turn. */
  void wake(Instant now) {
    calls.wake(now).forEach(name -> lanes.ready(lanes.of(name)));
    lanes.wake(now);
  }

  Optional<Instant> nextWake() {
    return calls
        .nextDue()
        .map(due -> lanes.nextWake().filter(rest -> rest.isBefore(due)).orElse(due))
        .or(lanes::nextWake);
  }

  /** Claims what may be handed out, the lanes in turn. */
  List<Start> claim(Instant now) {
    var starts = new ArrayList<Start>();
    while (inFlight < policy.all()) {
      var lane = lanes.next();
      if (lane == null) {
        break;
      }
      serve(lane, now, starts);
    }
    return starts;
  }

  /** What has to be fetched; each is told once. */
  List<Wanted> wanted() {
    var all = List.copyOf(wanted);
    wanted.clear();
    return all;
  }

  /** Payloads have come. */
  void fetched(Wanted order, Fetched found) {
    var lane = order.lane;
    lane.fetching = false;
    long head = calls.waiting(lane.queue) == 0 ? -1 : calls.peek(lane.queue);
    var missing = new HashSet<>(order.offsets);
    for (var call : found.calls()) {
      missing.remove(call.offset());
      lane.hold(call, call.offset() == head);
    }
    missing.removeAll(lane.withdrawn);
    lane.withdrawn.forEach(lane::take);
    lane.withdrawn.clear();
    missing.stream().filter(offset -> offset < found.below()).forEach(lane::gone);
    lanes.ready(lane);
  }

  void notFetched(Wanted order, Instant again) {
    order.lane.fetching = false;
    lanes.rest(order.lane, again);
  }

  /** A call that is running already, begun by an earlier owner in this process. */
  void adopt(Claim claim) {
    lanes.of(claim.queue()).inFlight++;
    inFlight++;
  }

  /** The call's slot is free, whatever becomes of the call. */
  void ended(Claim claim, boolean refused, Instant now) {
    var lane = lanes.of(claim.queue());
    lane.inFlight--;
    inFlight--;
    var size = bytes.remove(claim.offset());
    handedOut -= size == null ? 0 : size;
    if (!refused) {
      lane.refusals = 0;
    } else if (!lane.resting) {
      lane.refusals++;
      lanes.rest(lane, now.plus(policy.rest(lane.refusals)));
    }
    lanes.ready(lane);
  }

  /** A claimed call goes back to its queue. */
  void giveBack(Claim claim) {
    calls.giveBack(claim.offset());
    lanes.ready(lanes.of(claim.queue()));
  }

  /** The queues in which calls wait or run. */
  List<QueueDepth> depths() {
    return calls.names().stream()
        .map(
            name ->
                new QueueDepth(
                    name, calls.waiting(name), calls.running(name), lanes.headTime(name)))
        .filter(depth -> depth.waiting() + depth.running() > 0)
        .toList();
  }

  void letGo() {
    lanes.letGo();
  }

  private void serve(Lane lane, Instant now, List<Start> starts) {
    lane.concurrency = concurrency.applyAsInt(lane.queue);
    int claims = Math.min(SHARE, claims(lane));
    boolean headIsMissing = false;
    for (int i = 0; i < claims && !headIsMissing; i++) {
      long head = calls.peek(lane.queue);
      var call = Optional.ofNullable(lane.take(head));
      headIsMissing = call.isEmpty() && !lane.takeGone(head);
      if (!headIsMissing) {
        starts.add(new Start(calls.claim(lane.queue, now), call));
        call.ifPresent(this::handOut);
        lane.inFlight++;
        inFlight++;
      }
    }
    int waiting = calls.waiting(lane.queue);
    if (headIsMissing || lane.held() < Math.min(waiting, policy.window(lane.concurrency) / 2)) {
      want(lane);
    }
    if (!headIsMissing && lane.held() > 0 && claims(lane) > 0) {
      lanes.ready(lane);
    }
    lanes.dropIfIdle(lane, waiting);
  }

  private void handOut(StoredCall call) {
    bytes.put(call.offset(), call.bytes());
    handedOut += call.bytes();
  }

  private int claims(Lane lane) {
    int room = policy.all() - inFlight;
    return policy.claims(
        calls.waiting(lane.queue), lane.inFlight, room, handedOut, lane.concurrency);
  }

  private void want(Lane lane) {
    if (!lane.fetching) {
      var offsets = new ArrayList<Long>();
      for (long offset : calls.next(lane.queue, policy.window(lane.concurrency))) {
        boolean ascends = offsets.isEmpty() || offset > offsets.getLast();
        if (!ascends) {
          break;
        }
        if (!lane.holds(offset)) {
          offsets.add(offset);
        }
      }
      lane.fetching = !offsets.isEmpty();
      if (lane.fetching) {
        wanted.add(new Wanted(lane, offsets));
      }
    }
  }
}
