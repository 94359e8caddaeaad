// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.queue;

import java.time.Duration;

/**
 * How many calls of a queue are handed out: as many as its function may run at once, and a few more
 * whose starts are being written while the slots are busy, so that no slot waits for an ack (98 and
 * 100 of 100 calls a second without and with it). A function whose instances take several calls at
 * once is given as many times more, for as long as half of all room is left for the others and the
 * payloads are small. Pure.
 *
 * @param slots most instances' worth of calls of a queue that the pool is given at once
 * @param ahead claimed beyond them
 * @param all most calls that all queues together hand out
 * @param bytes of payloads that may be handed out before no queue gets more than its slots
 * @param pause after the first refusal
 */
public record DispatchPolicy(int slots, int ahead, int all, long bytes, Duration pause) {

  private static final int MOST_DOUBLINGS = 4;

  public DispatchPolicy {
    if (slots < 1 || ahead < 0 || all < 1) {
      throw new IllegalArgumentException("slots=" + slots + " ahead=" + ahead + " all=" + all);
    }
  }

  /**
   * How many to claim now.
   *
   * @param room what all queues together may still hand out
   * @param handedOut bytes of all their payloads that are
   * @param concurrency calls that an instance takes at once
   */
  public int claims(int waiting, int running, int room, long handedOut, int concurrency) {
    int own = slots + ahead - running;
    int shared = Math.min(slots * concurrency + ahead - running, room - all / 2);
    int most = handedOut < bytes ? Math.max(own, shared) : own;
    return Math.max(0, Math.min(Math.min(waiting, room), most));
  }

  /** How many payloads of a queue are kept in memory, from its head on. */
  public int window(int concurrency) {
    return Math.max(2 * Math.max(slots, Math.min(slots * concurrency, all / 2)), 8);
  }

  /**
   * How long a queue rests after its calls were refused for want of instances, doubling with each
   * refusal since the last call that ran (contract section 6: 0.5, 1, 2, 4, 8 s).
   */
  public Duration rest(int refusals) {
    return pause.multipliedBy(1L << Math.clamp(refusals - 1, 0, MOST_DOUBLINGS));
  }
}
