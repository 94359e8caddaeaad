// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.eventlog.kafka;

import java.time.Duration;

/**
 * Bounds from above how long ago the group last heard of us. A heartbeat's answer says nothing
 * about when it was sent, for the process may have slept in between; but it was sent after the one
 * before it was answered. So an answer proves the moment before the previous one was noticed.
 * Written by the polling thread, read by any.
 */
final class Heartbeats {

  private volatile long proven;
  private long provenByNext;
  private long lastAsked;
  private double counted;

  /** Nothing counts that was sent before this: a group is being joined. */
  void joining(long nanos) {
    proven = nanos;
    provenByNext = nanos;
    lastAsked = nanos;
  }

  /**
   * @param total how many answers there were before a poll that has left us in the group
   * @param nanos when that was asked
   */
  void answered(double total, long nanos) {
    if (total > counted) {
      counted = total;
      proven = provenByNext;
      provenByNext = lastAsked;
    }
    lastAsked = nanos;
  }

  Duration age(long nanos) {
    return Duration.ofNanos(nanos - proven);
  }
}
