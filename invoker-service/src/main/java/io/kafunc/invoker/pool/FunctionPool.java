// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.pool;

import io.kafunc.invoker.catalog.FunctionSpec;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The instances of one key, who waits for them, and how calls went lately. No thread safety of its
 * own: {@link InstancePool} holds the lock.
 */
final class FunctionPool {

  private static final double COLD_START_GUESS_MS = 100;

  final PoolKey key;
  final FunctionSpec function;
  private final int concurrency;
  private final List<Member> members = new ArrayList<>();
  private final Deque<Member> free = new ArrayDeque<>();
  private final Deque<Waiter> sync = new ArrayDeque<>();
  private final Deque<Waiter> async = new ArrayDeque<>();
  private final Smoothed runMs = new Smoothed(0, false);
  private final Smoothed coldStartMs = new Smoothed(COLD_START_GUESS_MS, true);
  private int starting;
  private int running;
  boolean superseded;
  long askAgainAt = Long.MAX_VALUE;

  FunctionPool(PoolKey key, FunctionSpec function) {
    this.key = key;
    this.function = function;
    this.concurrency = function.function().instanceConcurrency();
  }

  /**
   * A place in the fullest instance that has one: the others can become idle and go. Of equals, one
   * on the caller's own event loop, where the call changes no thread.
   */
  Optional<Member> take() {
    Member best = null;
    for (var candidates = free.iterator(); candidates.hasNext(); ) {
      var member = candidates.next();
      if (!member.instance.usable()) {
        candidates.remove();
      } else if (best == null || member.running > best.running || isNearer(member, best)) {
        best = member;
      }
      if (best != null && best.running == concurrency - 1 && best.instance.isNear()) {
        break;
      }
    }
    if (best == null) {
      return Optional.empty();
    }
    best.running++;
    running++;
    if (best.running >= concurrency) {
      free.remove(best);
    }
    return Optional.of(best);
  }

  private static boolean isNearer(Member member, Member best) {
    return member.running == best.running && member.instance.isNear() && !best.instance.isNear();
  }

  void giveBack(Member member, long now) {
    boolean wasFull = member.running >= concurrency;
    member.running--;
    running--;
    if (member.idle()) {
      member.idleSince = now;
    }
    if (wasFull && member.instance.usable() && !member.removed) {
      free.addFirst(member);
    }
  }

  void startBegun() {
    starting++;
  }

  void startEnded() {
    starting--;
  }

  void add(Member member) {
    members.add(member);
    free.addLast(member);
    coldStartMs.add(member.instance.coldStartMs());
  }

  void remove(Member member) {
    member.removed = true;
    members.remove(member);
    free.remove(member);
  }

  void ran(double durationMs) {
    runMs.add(durationMs);
  }

  void enqueue(Waiter waiter) {
    queue(waiter).addLast(waiter);
  }

  boolean withdraw(Waiter waiter) {
    return queue(waiter).remove(waiter);
  }

  /** Synchronous callers hold a connection open: they go first. */
  Optional<Waiter> head() {
    return Optional.ofNullable(sync.isEmpty() ? async.peekFirst() : sync.peekFirst());
  }

  Waiter poll() {
    return sync.isEmpty() ? async.pollFirst() : sync.pollFirst();
  }

  List<Waiter> drainWaiters() {
    var all = new ArrayList<Waiter>(sync);
    all.addAll(async);
    sync.clear();
    async.clear();
    return all;
  }

  List<Member> members() {
    return members;
  }

  int size() {
    return members.size() + starting;
  }

  int running() {
    return running;
  }

  boolean isEmpty() {
    return size() == 0 && sync.isEmpty() && async.isEmpty();
  }

  /** Instances that could make room for another pool. */
  int evictable() {
    return sync.isEmpty() && async.isEmpty()
        ? (int) members.stream().filter(Member::idle).count()
        : 0;
  }

  PoolPolicy.View view() {
    int freeSlots = 0;
    for (var member : free) {
      freeSlots += member.instance.usable() ? concurrency - member.running : 0;
    }
    return new PoolPolicy.View(
        concurrency,
        freeSlots,
        members.size(),
        starting,
        running,
        sync.size(),
        async.size(),
        runMs.or(PoolPolicy.View.UNKNOWN),
        coldStartMs.or(COLD_START_GUESS_MS));
  }

  private Deque<Waiter> queue(Waiter waiter) {
    return waiter.kind == Kind.SYNC ? sync : async;
  }
}
