// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.pool;

/**
 * Which way a call gets its instance. Pure: values in, a decision out; {@link InstancePool} does
 * what it says. Fills what runs before it starts more (F-44), refuses a synchronous call above the
 * limits and lets an asynchronous one wait (F-51), and starts another instance only for calls that
 * would otherwise wait longer than a cold start takes, a few at a time: two hundred queued no-ops
 * must not start two hundred processes.
 *
 * <p>Without a free processor another instance helps only calls that wait for something else. These
 * run no slower the more of them there are; those that need a processor do. So a queue goes on
 * growing, by a few instances each time that all its places have ended a call, until its calls take
 * {@value #STRETCHED} times as long as they need.
 */
final class PoolPolicy {

  /**
   * What the pool of one key looks like. Rates are smoothed over recent calls.
   *
   * @param unhurriedRunMs how long runs take while a processor is free and nobody waits, or the
   *     least since
   * @param endedSinceStart calls that have ended since the last instance came
   */
  record View(
      int concurrency,
      int freeSlots,
      int instances,
      int starting,
      int running,
      int waitingSync,
      int waitingAsync,
      double meanRunMs,
      double unhurriedRunMs,
      int endedSinceStart,
      double coldStartMs) {

    static final double UNKNOWN = -1;

    int waiting() {
      return waitingSync + waitingAsync;
    }

    boolean meanKnown() {
      return meanRunMs >= 0;
    }

    long places() {
      return (long) instances * concurrency;
    }
  }

  /** The call at the head of the queue, which {@link View#waiting} counts already. */
  record Demand(Kind kind, double waitedMs) {}

  /**
   * What stands around the pool.
   *
   * @param allowed how many instances it may have, if those that idle elsewhere make room
   * @param room how many more it may have without that
   * @param parallelStarts how many of its instances may be starting at a time
   * @param memoryLeft whether the host has memory for another instance
   * @param cpuLeft whether another instance would find a free processor
   */
  record Limits(int allowed, int room, int parallelStarts, boolean memoryLeft, boolean cpuLeft) {}

  sealed interface Decision {
    record Reuse() implements Decision {}

    record Start() implements Decision {}

    /** End an idle instance elsewhere first: it holds the place. */
    record EvictThenStart() implements Decision {}

    /** Ask again when something changes, or after this time. */
    record Wait(double askAgainMs) implements Decision {}

    record Refuse() implements Decision {}
  }

  private static final double FOR_EVER = Double.POSITIVE_INFINITY;
  private static final double STRETCHED = 2;

  private PoolPolicy() {}

  static Decision decide(View view, Demand demand, Limits limits) {
    if (view.freeSlots() > 0) {
      return new Decision.Reuse();
    }
    if (demand.kind() == Kind.SYNC && overLimit(view, limits)) {
      return new Decision.Refuse();
    }
    if (mayNotStart(view, demand, limits)) {
      return new Decision.Wait(FOR_EVER);
    }
    double lost = view.coldStartMs() - demand.waitedMs() - expectedWaitMs(view, limits);
    if (lost > 0) {
      return new Decision.Wait(Math.max(1, view.coldStartMs() - demand.waitedMs()));
    }
    return limits.room() > 0 ? new Decision.Start() : new Decision.EvictThenStart();
  }

  /** Whether more callers stand and run than there may be places. */
  static boolean overLimit(View view, Limits limits) {
    return view.running() + view.waitingSync() > (long) limits.allowed() * view.concurrency();
  }

  private static boolean mayNotStart(View view, Demand demand, Limits limits) {
    int all = view.instances() + view.starting();
    boolean enoughComing = (long) view.starting() * view.concurrency() >= view.waiting();
    boolean hostIsFull = !limits.memoryLeft() || !wouldHelp(view, limits);
    boolean canWait = demand.kind() == Kind.ASYNC && all > 0;
    return enoughComing
        || all >= limits.allowed()
        || view.starting() >= limits.parallelStarts()
        || hostIsFull && canWait;
  }

  /** Whether calls would end earlier with another instance, as far as processors go. */
  private static boolean wouldHelp(View view, Limits limits) {
    boolean stretched = view.meanRunMs() >= STRETCHED * view.unhurriedRunMs();
    return limits.cpuLeft()
        || view.meanKnown() && !stretched && view.endedSinceStart() >= view.places();
  }

  /**
   * How long the last of those who wait would wait for the instances there are: for ever when
   * nothing is known. Where another instance would not help, it would not shorten that either.
   */
  private static double expectedWaitMs(View view, Limits limits) {
    if (view.instances() > 0 && !wouldHelp(view, limits)) {
      return 0;
    }
    if (view.instances() == 0 || !view.meanKnown()) {
      return FOR_EVER;
    }
    int notServed = view.waiting() - view.starting() * view.concurrency();
    return view.meanRunMs() * notServed / view.places();
  }

  /** Whether an instance without calls has been kept long enough. */
  static boolean expired(double idleMs, double idleTimeoutMs) {
    return idleMs >= idleTimeoutMs;
  }
}
