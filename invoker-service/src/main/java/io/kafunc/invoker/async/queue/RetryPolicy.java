// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.queue;

import java.time.Duration;
import java.time.Instant;

/**
 * What follows an attempt (contract section 6). A function's error is tried again after 0.5, 1, 2 …
 * seconds, at most {@code retries} times and while the call is younger than {@code maxAge}. An
 * attempt that never ran because the platform had no room (429, 503) counts for nothing: the call
 * waits in its queue until it is too old. Pure.
 *
 * @param retries attempts after the first; 0 until functions can be configured
 */
public record RetryPolicy(int retries, Duration maxAge) {

  /** Until functions can be configured: a failed call is settled after its first attempt. */
  public static final RetryPolicy NONE = new RetryPolicy(0, Duration.ofDays(1));

  /** FC's own when a function has no configuration. */
  public static final RetryPolicy DEFAULT = new RetryPolicy(3, Duration.ofDays(1));

  private static final Duration FIRST_DELAY = Duration.ofMillis(500);
  private static final Duration LONGEST_DELAY = Duration.ofMinutes(5);

  /** How an attempt ended, as far as it matters here. */
  public enum Ending {
    SUCCEEDED,
    /** The function failed, timed out, or the platform lost it while it ran. */
    FAILED,
    /** Nothing ran, and later it may. */
    REFUSED,
    /** Nothing ran, and nothing ever will: what it names is gone. */
    HOPELESS
  }

  /** What is to be done with the call. */
  public sealed interface Next {

    /** It ended; its record is terminal. */
    record Settle() implements Next {}

    /** It ended without an attempt of its own: too old. */
    record Expire() implements Next {}

    /** It runs again. */
    record Again(int attempt, Instant due) implements Next {}

    /** It waits in its queue, as if it had never been handed out. */
    record WaitInQueue() implements Next {}
  }

  public boolean isTooOld(Instant accepted, Instant now) {
    return now.isAfter(accepted.plus(maxAge));
  }

  public Next after(Ending ending, int attempt, Instant accepted, Instant now) {
    return switch (ending) {
      case SUCCEEDED, HOPELESS -> new Next.Settle();
      case REFUSED -> isTooOld(accepted, now) ? new Next.Expire() : new Next.WaitInQueue();
      case FAILED -> afterFailure(attempt, accepted, now);
    };
  }

  private Next afterFailure(int attempt, Instant accepted, Instant now) {
    var due = now.plus(delayAfter(attempt));
    if (attempt > retries || isTooOld(accepted, due)) {
      return new Next.Settle();
    }
    return new Next.Again(attempt + 1, due);
  }

  private static Duration delayAfter(int attempt) {
    var delay = FIRST_DELAY.multipliedBy(1L << Math.min(attempt - 1, 20));
    return delay.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : delay;
  }
}
