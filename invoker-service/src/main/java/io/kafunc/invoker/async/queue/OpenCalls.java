// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.queue;

import io.kafunc.schemas.call.CallSnapshot.OpenDelay;
import io.kafunc.schemas.call.CallSnapshot.OpenQueue;
import io.kafunc.schemas.call.CallSnapshot.OpenStart;
import io.kafunc.schemas.call.Deduplication;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** A partition's open calls as a snapshot writes them down; a view, not a copy. */
record OpenCalls(
    Collection<CallQueue> queues,
    Map<Long, Running> running,
    DelayedCalls delays,
    Map<Long, OpenDelay> laterAttempts,
    Map<String, Long> numbers) {

  /** Every open call, by queue. */
  List<OpenQueue> byQueue() {
    var extras = new TreeMap<String, TreeSet<Long>>();
    running.forEach((offset, run) -> add(extras, run.queue(), offset));
    delays.forEach(each -> add(extras, each.queue(), each.delay().offset()));
    return queues.stream()
        .sorted(Comparator.comparing(CallQueue::name))
        .map(queue -> encoded(queue, extras.getOrDefault(queue.name(), new TreeSet<>())))
        .filter(queue -> queue.count() > 0)
        .toList();
  }

  List<OpenStart> started() {
    return running.values().stream()
        .filter(Running::onDisk)
        .map(Running::start)
        .sorted(Comparator.comparing(OpenStart::offset))
        .toList();
  }

  List<OpenDelay> delayed() {
    var all = new ArrayList<>(laterAttempts.values());
    delays.forEach(each -> all.add(each.delay()));
    running.values().forEach(run -> run.delay().ifPresent(all::add));
    all.sort(Comparator.comparing(OpenDelay::offset));
    return all;
  }

  List<Deduplication> seen() {
    return new TreeMap<>(numbers)
        .entrySet().stream()
            .map(each -> new Deduplication(each.getKey(), each.getValue()))
            .toList();
  }

  private static void add(Map<String, TreeSet<Long>> extras, CallQueue queue, long offset) {
    extras.computeIfAbsent(queue.name(), _ -> new TreeSet<>()).add(offset);
  }

  private static OpenQueue encoded(CallQueue queue, TreeSet<Long> extras) {
    var offsets = new OffsetList();
    queue.scanFrom(
        0,
        offset -> {
          while (!extras.isEmpty() && extras.first() < offset) {
            offsets.add(extras.pollFirst());
          }
          offsets.add(offset);
          return true;
        });
    extras.forEach(offsets::add);
    return new OpenQueue(queue.name(), offsets.count(), offsets.encoded());
  }
}
