// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.eventlog.kafka;

import io.kafunc.eventlog.Owner;
import io.kafunc.eventlog.Recorded;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * One tail's part in reading a partition once for all tails of its process that are equally far:
 * whoever leads hands on what it has read and decoded. Each feeds its own readers on its own
 * thread; one that is slow is left behind, and reads for itself until it has caught up.
 * Thread-safe.
 */
final class Handover<E> {

  /**
   * What was read at once.
   *
   * @param owner by the last fence in it
   * @param next the position behind it
   */
  record Batch<E>(List<Recorded<E>> events, Optional<Owner> owner, long next) {}

  private static final int WAITING = 100;

  private final List<Handover<E>> followers = new ArrayList<>();
  private final BlockingQueue<Optional<Batch<E>>> handed = new LinkedBlockingQueue<>();
  private long read = -1;
  private boolean ended;
  private volatile Handover<E> leader;

  /** Hands a batch to whoever follows. */
  synchronized void hand(Batch<E> batch) {
    read = batch.next();
    followers.removeIf(
        follower -> {
          boolean isLate = follower.handed.size() > WAITING;
          if (isLate) {
            follower.leader = null;
          } else {
            follower.handed.add(Optional.of(batch));
          }
          return isLate;
        });
  }

  /** Hands to another from now on, if we read for ourselves and have come to where that is. */
  synchronized boolean accept(Handover<E> follower, long position) {
    if (ended || read != position || follows()) {
      return false;
    }
    follower.leader = this;
    followers.add(follower);
    return true;
  }

  /** Whether something is handed to us, or will be. */
  boolean follows() {
    return leader != null || !handed.isEmpty();
  }

  /** The next batch; none when none comes in time or somebody has nudged us. */
  Optional<Batch<E>> take(Duration atMost) {
    try {
      var next = handed.poll(atMost.toMillis(), TimeUnit.MILLISECONDS);
      return next == null ? Optional.empty() : next;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** Ends a {@link #take} that waits. */
  void nudge() {
    if (leader != null) {
      handed.add(Optional.empty());
    }
  }

  /** Goes back alone: what was handed to us is of later, and who follows reads for itself. */
  void part() {
    leave();
    handed.clear();
    letGo();
  }

  /** Neither leads nor follows any more. */
  void end() {
    leave();
    synchronized (this) {
      ended = true;
      letGo();
    }
  }

  private void leave() {
    var followed = leader;
    if (followed != null) {
      followed.dismiss(this);
    }
  }

  private synchronized void letGo() {
    read = -1;
    followers.forEach(
        follower -> {
          follower.leader = null;
          follower.handed.add(Optional.empty());
        });
    followers.clear();
  }

  private synchronized void dismiss(Handover<E> follower) {
    followers.remove(follower);
    follower.leader = null;
  }
}
