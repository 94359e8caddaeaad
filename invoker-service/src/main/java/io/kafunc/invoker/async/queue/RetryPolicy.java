// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.queue;

import java.time.Duration;
import java.time.Instant;

/**
 * What follows an attempt (contract section 6). A function's error is tried again, at most {@code
 * retries} times. What failed by our fault (500) is tried again too, however often. Both wait 0.5,
 * 1, 2, 4, 8 … seconds, each count for itself, and end when the call is too old. An attempt that
 * never ran because there was no room (429, 503) counts for nothing: the call waits in its queue,
 * which rests ({@link DispatchPolicy#rest}). Pure.
 *
 * @param retries attempts after the first, those that failed by our fault apart
 * @param maxAge from the acceptance on
 * @param firstDelay before the first retry; each further one waits twice as long as the last
 */
public record RetryPolicy(int retries, Duration maxAge, Duration firstDelay) {

  private static final Duration LONGEST_DELAY = Duration.ofMinutes(5);
  private static final int MOST_DOUBLINGS = 20;

  public RetryPolicy {
    if (retries < 0 || maxAge.isNegative() || firstDelay.isNegative()) {
      throw new IllegalArgumentException(retries + " " + maxAge + " " + firstDelay);
    }
  }

  /** How an attempt ended, as far as it matters here. */
  public enum Ending {
    SUCCEEDED,
    /** The function failed or timed out. */
    FAILED,
    /** The platform failed while it ran, or lost it. */
    LOST,
    /** Nothing ran, and later it may. */
    REFUSED,
    /** Nothing ran, and nothing ever will: what it names is gone. */
    HOPELESS
  }

  /** What is to be done with the call. */
  public sealed interface Next {

    /** It ended; its record is terminal. */
    record Settle() implements Next {}

    /** It ended too old. */
    record Expire() implements Next {}

    /**
     * It runs again.
     *
     * @param refusals attempts so far that failed by our fault
     */
    record Again(int attempt, int refusals, Instant due) implements Next {}

    /** It waits in its queue, as if it had never been handed out. */
    record WaitInQueue() implements Next {}
  }

  /** From when on a call is too old to begin an attempt. */
  public Instant expiry(Instant accepted) {
    return accepted.plus(maxAge);
  }

  public boolean isTooOld(Instant accepted, Instant now) {
    return now.isAfter(expiry(accepted));
  }

  /**
   * @param attempt the one that ended, 1 for the first
   * @param refusals attempts before it that failed by our fault
   */
  public Next after(Ending ending, int attempt, int refusals, Instant accepted, Instant now) {
    return switch (ending) {
      case SUCCEEDED, HOPELESS -> new Next.Settle();
      case REFUSED -> isTooOld(accepted, now) ? new Next.Expire() : new Next.WaitInQueue();
      case LOST -> again(attempt, refusals + 1, refusals + 1, accepted, now);
      case FAILED -> {
        int failures = attempt - refusals;
        yield failures > retries
            ? new Next.Settle()
            : again(attempt, refusals, failures, accepted, now);
      }
    };
  }

  private Next again(int attempt, int refusals, int times, Instant accepted, Instant now) {
    var due = now.plus(delayAfter(times));
    return isTooOld(accepted, due) ? new Next.Expire() : new Next.Again(attempt + 1, refusals, due);
  }

  private Duration delayAfter(int times) {
    var delay = firstDelay.multipliedBy(1L << Math.min(times - 1, MOST_DOUBLINGS));
    return delay.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : delay;
  }
}
