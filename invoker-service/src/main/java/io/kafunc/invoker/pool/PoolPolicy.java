// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.pool;

/**
 * Which way a call gets its instance. Pure: values in, a decision out; {@link InstancePool} does
 * what it says. Fills what runs before it starts more (F-44), refuses a synchronous call above the
 * limits and lets an asynchronous one wait (F-51), and starts another instance only for calls that
 * would otherwise wait longer than a cold start takes, a few at a time: two hundred queued no-ops
 * must not start two hundred processes.
 */
final class PoolPolicy {

  /** What the pool of one key looks like. Rates are smoothed over recent calls. */
  record View(
      int concurrency,
      int freeSlots,
      int instances,
      int starting,
      int running,
      int waitingSync,
      int waitingAsync,
      double meanRunMs,
      double coldStartMs) {

    static final double UNKNOWN = -1;

    int waiting() {
      return waitingSync + waitingAsync;
    }

    boolean meanKnown() {
      return meanRunMs >= 0;
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
   * @param cpuLeft whether another instance would find a processor to run on
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
    boolean hostIsFull = !limits.memoryLeft() || !limits.cpuLeft();
    boolean canWait = demand.kind() == Kind.ASYNC && all > 0;
    return enoughComing
        || all >= limits.allowed()
        || view.starting() >= limits.parallelStarts()
        || hostIsFull && canWait;
  }

  /**
   * How long the last of those who wait would wait for the instances there are: for ever when
   * nothing is known. Without a free processor another instance would not shorten it.
   */
  private static double expectedWaitMs(View view, Limits limits) {
    if (view.instances() > 0 && !limits.cpuLeft()) {
      return 0;
    }
    if (view.instances() == 0 || !view.meanKnown()) {
      return FOR_EVER;
    }
    double slots = (double) view.instances() * view.concurrency();
    int notServed = view.waiting() - view.starting() * view.concurrency();
    return view.meanRunMs() * notServed / slots;
  }

  /** Whether an instance without calls has been kept long enough. */
  static boolean expired(double idleMs, double idleTimeoutMs) {
    return idleMs >= idleTimeoutMs;
  }
}
