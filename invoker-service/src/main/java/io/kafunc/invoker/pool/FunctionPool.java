// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.pool;

import io.kafunc.invoker.catalog.FunctionSpec;
import io.kafunc.invoker.catalog.QualifiedFunction;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The instances of one key, who waits for them, and how calls went lately. No thread safety of its
 * own: {@link InstancePool} holds the lock.
 */
final class FunctionPool {

  private static final double COLD_START_GUESS_MS = 100;

  private final WaitingCalls everywhere;
  final PoolKey key;
  final FunctionSpec function;
  private final int concurrency;
  private final boolean hooked;
  private final List<Member> members = new ArrayList<>();
  private final Deque<Member> free = new ArrayDeque<>();
  private final Deque<Waiter> sync = new ArrayDeque<>();
  private final Deque<Waiter> async = new ArrayDeque<>();
  private final Smoothed runMs = new Smoothed(0, false);
  private final Smoothed coldStartMs = new Smoothed(COLD_START_GUESS_MS, true);
  private double unhurriedRunMs = Double.POSITIVE_INFINITY;
  private int endedSinceStart;
  private int starting;
  private int running;
  final Provisioning provisioning = new Provisioning();
  boolean superseded;

  /** When it last had a place that others wanted; by the clock of {@link InstancePool}. */
  long lastPlace = Long.MIN_VALUE;

  long askAgainAt = Long.MAX_VALUE;

  FunctionPool(PoolKey key, FunctionSpec function, WaitingCalls everywhere) {
    this.everywhere = everywhere;
    this.key = key;
    this.function = function;
    this.concurrency = function.function().instanceConcurrency();
    this.hooked =
        function
            .function()
            .instanceLifecycleConfig()
            .flatMap(hooks -> hooks.preFreeze())
            .filter(hook -> !hook.handler().isEmpty())
            .isPresent();
  }

  /**
   * A place in a provisioned instance where one is free (F-41), then in the fullest that has one:
   * the others can become idle and go. Of equals, one that is awake, then one on the caller's own
   * event loop, where the call changes no thread.
   */
  Optional<Member> take() {
    Member best = null;
    for (var candidates = free.iterator(); candidates.hasNext(); ) {
      var member = candidates.next();
      if (!member.instance.usable()) {
        candidates.remove();
      } else if (best == null || isBetter(member, best)) {
        best = member;
      }
      if (best != null && cannotBeBetter(best)) {
        break;
      }
    }
    if (best == null) {
      return Optional.empty();
    }
    best.running++;
    best.frozen = false;
    running++;
    if (best.running >= concurrency) {
      free.remove(best);
    }
    return Optional.of(best);
  }

  private static boolean isBetter(Member member, Member best) {
    if (member.provisioned != best.provisioned) {
      return member.provisioned;
    }
    if (member.running != best.running) {
      return member.running > best.running;
    }
    if (member.frozen != best.frozen) {
      return best.frozen;
    }
    return member.instance.isNear() && !best.instance.isNear();
  }

  private boolean cannotBeBetter(Member best) {
    return best.running == concurrency - 1
        && !best.frozen
        && best.instance.isNear()
        && (best.provisioned || provisioning.wanted == 0);
  }

  /**
   * A call has ended.
   *
   * @param runsOn whether it was stopped and runs on unheard: no other call goes there
   */
  void giveBack(Member member, long now, boolean runsOn) {
    if (runsOn) {
      release(member);
    }
    boolean wasFull = member.running >= concurrency;
    member.running--;
    running--;
    if (member.idle()) {
      member.idleSince = now;
    }
    if (wasFull && member.instance.usable() && !member.removed && !member.released) {
      free.addFirst(member);
    }
  }

  boolean isOf(QualifiedFunction other) {
    return other.qualifier().equals(key.qualifier())
        && other.functionName().equals(function.functionName())
        && other.serviceName().equals(function.serviceName())
        && other.accountId().equals(function.accountId());
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
    endedSinceStart = 0;
    coldStartMs.add(member.instance.coldStartMs());
  }

  /** Whether an idle member is to be frozen: what is kept ready keeps its processor time (F-41). */
  boolean mayRest(Member member) {
    return member.idle() && !member.goingToRest && !member.frozen && !staysAwake(member);
  }

  private boolean staysAwake(Member member) {
    return member.provisioned && provisioning.alwaysAllocateCPU;
  }

  /** Where there is a hook to run first it takes no call until that has ended. */
  void toRest(Member member) {
    if (hooked) {
      member.goingToRest = true;
      free.remove(member);
    } else {
      member.frozen = true;
    }
  }

  /** It is frozen now; what was asked for may have changed meanwhile. */
  void atRest(Member member, Effects effects) {
    if (member.goingToRest && !member.removed && !member.released) {
      member.goingToRest = false;
      member.frozen = true;
      free.addLast(member);
    }
    if (staysAwake(member) && !member.removed) {
      wake(member, effects);
    }
  }

  /** What is to have processor time between calls too has it from now on, frozen or not. */
  void wakeWhatStaysAwake(Effects effects) {
    for (var member : members) {
      if (member.frozen && staysAwake(member)) {
        wake(member, effects);
      }
    }
  }

  private static void wake(Member member, Effects effects) {
    member.frozen = false;
    effects.add(member.instance::thaw);
  }

  /** No new call goes there. */
  void release(Member member) {
    member.released = true;
    free.remove(member);
  }

  void remove(Member member) {
    member.removed = true;
    members.remove(member);
    free.remove(member);
  }

  /**
   * A call has run.
   *
   * @param durationMs below 0 when nothing ran
   * @param unhurried whether there was a processor to spare for it and nobody waits
   */
  void ran(double durationMs, boolean unhurried) {
    if (durationMs >= 0) {
      runMs.add(durationMs);
      double mean = runMs.or(durationMs);
      unhurriedRunMs = unhurried ? mean : Math.min(unhurriedRunMs, mean);
      endedSinceStart++;
    }
  }

  void enqueue(Waiter waiter) {
    queue(waiter).addLast(waiter);
    everywhere.count++;
  }

  boolean withdraw(Waiter waiter) {
    boolean waited = queue(waiter).remove(waiter);
    everywhere.count -= waited ? 1 : 0;
    return waited;
  }

  /** Synchronous callers hold a connection open: they go first. */
  Optional<Waiter> head() {
    return Optional.ofNullable(sync.isEmpty() ? async.peekFirst() : sync.peekFirst());
  }

  /** The synchronous caller who came last. */
  Optional<Waiter> pollLastSync() {
    var last = Optional.ofNullable(sync.pollLast());
    everywhere.count -= last.isPresent() ? 1 : 0;
    return last;
  }

  Waiter poll() {
    var first = sync.isEmpty() ? async.pollFirst() : sync.pollFirst();
    everywhere.count -= first == null ? 0 : 1;
    return first;
  }

  /** With other instances alive a failed start costs one caller, else all who wait. */
  void refuse(Acquisition answer, Effects effects) {
    if (members.isEmpty()) {
      refuseAll(answer, effects);
    } else {
      Optional.ofNullable(poll()).ifPresent(head -> effects.add(() -> head.answer(answer)));
    }
  }

  void refuseAll(Acquisition answer, Effects effects) {
    for (var waiter = poll(); waiter != null; waiter = poll()) {
      var refused = waiter;
      effects.add(() -> refused.answer(answer));
    }
  }

  int waiting() {
    return sync.size() + async.size();
  }

  List<Member> members() {
    return members;
  }

  int size() {
    return members.size() + starting + provisioning.starting;
  }

  /** Instances that count against limits on on-demand instances. */
  int onDemand() {
    return count(Member::isOnDemand) + starting;
  }

  /** Those of them that take no call any more. */
  int onDemandReleased() {
    return count(member -> member.isOnDemand() && member.released);
  }

  /** Provisioned instances that are ready. */
  int provisioned() {
    return count(member -> member.provisioned && !member.released);
  }

  private int count(Predicate<Member> which) {
    int count = 0;
    for (var member : members) {
      count += which.test(member) ? 1 : 0;
    }
    return count;
  }

  int running() {
    return running;
  }

  boolean isEmpty() {
    return size() == 0 && sync.isEmpty() && async.isEmpty() && provisioning.wanted == 0;
  }

  /** Instances that could make room for another pool. */
  int evictable() {
    return sync.isEmpty() && async.isEmpty()
        ? count(member -> member.idle() && member.isOnDemand())
        : 0;
  }

  PoolPolicy.View view() {
    int freeSlots = 0;
    for (var member : free) {
      freeSlots += member.instance.usable() ? concurrency - member.running : 0;
    }
    int taking = 0;
    int runningThere = 0;
    for (var member : members) {
      taking += member.released ? 0 : 1;
      runningThere += member.released ? 0 : member.running;
    }
    return new PoolPolicy.View(
        concurrency,
        freeSlots,
        taking,
        starting + provisioning.starting,
        runningThere,
        sync.size(),
        async.size(),
        runMs.or(PoolPolicy.View.UNKNOWN),
        unhurriedRunMs,
        endedSinceStart,
        coldStartMs.or(COLD_START_GUESS_MS));
  }

  private Deque<Waiter> queue(Waiter waiter) {
    return waiter.kind == Kind.SYNC ? sync : async;
  }
}
