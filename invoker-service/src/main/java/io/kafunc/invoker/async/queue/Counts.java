// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.queue;

/**
 * What a partition's owner has on its hands, counted in independent ways. {@link #missing} is zero,
 * always: an accepted call is waiting, running or settled (Fission RFC-0024 A5).
 *
 * @param taken open when the partition was taken over, or read since
 * @param waiting in a queue, or delayed
 * @param running handed out
 * @param settled since it was taken over
 */
public record Counts(long taken, long waiting, long running, long settled) {

  public static final Counts NONE = new Counts(0, 0, 0, 0);

  public long missing() {
    return taken - waiting - running - settled;
  }

  public Counts plus(Counts other) {
    return new Counts(
        taken + other.taken,
        waiting + other.waiting,
        running + other.running,
        settled + other.settled);
  }
}
