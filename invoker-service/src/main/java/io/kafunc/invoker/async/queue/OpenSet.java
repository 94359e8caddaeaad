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
import java.util.function.Predicate;

/** A partition's open calls as a snapshot writes them down; a view, not a copy. */
record OpenSet(
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

  /** Open calls from an offset on, ascending, at most so many. */
  List<OpenCall> page(long from, int limit, Predicate<String> wanted, boolean runs, boolean waits) {
    var page = new TreeMap<Long, OpenCall>();
    if (runs) {
      running.forEach(
          (offset, run) -> keep(page, limit, from, wanted, offset, run.queue(), run.standing()));
    }
    if (waits) {
      delays.forEach(
          each ->
              keep(
                  page,
                  limit,
                  from,
                  wanted,
                  each.delay().offset(),
                  each.queue(),
                  new Standing.Delayed(each.delay().attempt())));
      queues.stream()
          .filter(queue -> wanted.test(queue.name()))
          .forEach(queue -> keepWaiting(page, limit, from, queue));
    }
    return List.copyOf(page.values());
  }

  private static void keepWaiting(
      TreeMap<Long, OpenCall> page, int limit, long from, CallQueue queue) {
    queue.scanFrom(
        from,
        offset -> {
          keep(page, limit, from, _ -> true, offset, queue, new Standing.Waits());
          return page.size() < limit || offset < page.lastKey();
        });
  }

  private static void keep(
      TreeMap<Long, OpenCall> page,
      int limit,
      long from,
      Predicate<String> wanted,
      long offset,
      CallQueue queue,
      Standing standing) {
    if (offset >= from && wanted.test(queue.name())) {
      page.put(offset, new OpenCall(offset, queue.name(), standing));
      if (page.size() > limit) {
        page.pollLastEntry();
      }
    }
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
