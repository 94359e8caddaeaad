// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.queue;

import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongPredicate;

/**
 * What waits of one function under one qualifier. Calls that were given back come before those that
 * were never handed out, each oldest first. Not thread-safe.
 */
final class CallQueue {

  private final String name;
  private final OffsetQueue fresh = new OffsetQueue();
  private final TreeSet<Long> back = new TreeSet<>();
  private final Set<Long> withdrawn = new HashSet<>();
  private int running;

  CallQueue(String name) {
    this.name = name;
  }

  String name() {
    return name;
  }

  int waiting() {
    return fresh.size() - withdrawn.size() + back.size();
  }

  /** Handed out and not yet settled or given back. */
  int running() {
    return running;
  }

  void add(long offset) {
    fresh.add(offset);
  }

  void giveBack(long offset) {
    running--;
    back.add(offset);
  }

  /** A call whose time has come. */
  void addDue(long offset) {
    back.add(offset);
  }

  long claim() {
    running++;
    return back.isEmpty() ? pollFresh() : back.pollFirst();
  }

  /** Hands out a call that waits, wherever it does. */
  void withdraw(long offset) {
    running++;
    if (!back.remove(offset)) {
      withdrawn.add(offset);
    }
  }

  void runs() {
    running++;
  }

  void settled() {
    running--;
  }

  boolean waits(long offset) {
    return back.contains(offset) || !withdrawn.contains(offset) && fresh.contains(offset);
  }

  /** The next calls to be claimed, in their order, for as long as they are wanted. */
  void scan(LongPredicate wanted) {
    for (long offset : back) {
      if (!wanted.test(offset)) {
        return;
      }
    }
    scanFresh(0, wanted);
  }

  /** Waiting calls from an offset on, ascending. */
  void scanFrom(long from, LongPredicate wanted) {
    var given = back.tailSet(from).iterator();
    var next = new Long[] {given.hasNext() ? given.next() : null};
    var open = new boolean[] {true};
    scanFresh(
        from,
        offset -> {
          while (open[0] && next[0] != null && next[0] < offset) {
            open[0] = wanted.test(next[0]);
            next[0] = given.hasNext() ? given.next() : null;
          }
          open[0] = open[0] && wanted.test(offset);
          return open[0];
        });
    while (open[0] && next[0] != null) {
      open[0] = wanted.test(next[0]);
      next[0] = given.hasNext() ? given.next() : null;
    }
  }

  private long pollFresh() {
    long offset = fresh.poll();
    while (withdrawn.remove(offset)) {
      offset = fresh.poll();
    }
    return offset;
  }

  private void scanFresh(long from, LongPredicate wanted) {
    fresh.scan(from, offset -> withdrawn.contains(offset) || wanted.test(offset));
  }
}
