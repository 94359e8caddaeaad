// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.eventlog;

import io.kafunc.eventlog.Seats.Command;
import io.kafunc.eventlog.Seats.Command.Leave;
import io.kafunc.eventlog.Seats.Command.Take;
import io.kafunc.eventlog.Seats.Event;
import io.kafunc.eventlog.kafka.GroupOwnership;
import io.kafunc.eventlog.kafka.TestBroker;
import io.kafunc.eventlog.kafka.TopicSetup;
import io.kafunc.schemas.TopicSpec;
import java.nio.file.Files;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * What a whole write costs, decided, appended, evolved and answered, by one caller and by many at
 * once; the figures are in RATIONALE.md. Not a test: run its main.
 */
final class WriteCosts {

  private static final long PASS_NANOS = TimeUnit.SECONDS.toNanos(4);

  private WriteCosts() {}

  public static void main(String[] args) throws Exception {
    try (var broker = new TestBroker(Files.createTempDirectory("write-costs"))) {
      new TopicSetup(broker.config()).ensure(List.of(new TopicSpec("seats", 1, false, Map.of())));
      var readers = new LocalReaders();
      var node = new Node("me", "http://127.0.0.1");
      var ownership =
          new GroupOwnership(broker.config(), "seats", "writers", node, Clock.systemUTC());
      var log = SeatsProcess.log(broker.config(), readers);
      long begin = System.nanoTime();
      try (var writer = new CommandHandler<>(new Seats(), log, ownership, readers, node)) {
        writer.start(List.of());
        while (!writer.serving()) {
          Thread.onSpinWait();
        }
        System.out.printf("serving after %d ms%n", (System.nanoTime() - begin) / 1_000_000);
        for (int pass = 0; pass < 3; pass++) {
          measure(writer, 1);
          measure(writer, 64);
        }
      }
    }
  }

  private static void measure(
      CommandHandler<Map<String, String>, Command, Event, String> writer, int callers)
      throws InterruptedException {
    var nanos = new ConcurrentLinkedQueue<Long>();
    long end = System.nanoTime() + PASS_NANOS;
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int caller = 0; caller < callers; caller++) {
        var seat = "s" + caller;
        executor.submit(() -> nanos.addAll(takeAndLeave(writer, seat, end)));
      }
    }
    var sorted = new ArrayList<>(nanos);
    Collections.sort(sorted);
    System.out.printf(
        "callers=%d p50=%.2f ms p99=%.2f ms %.0f writes/s%n",
        callers,
        sorted.get(sorted.size() / 2) / 1e6,
        sorted.get(sorted.size() * 99 / 100) / 1e6,
        sorted.size() / (PASS_NANOS / 1e9));
  }

  private static List<Long> takeAndLeave(
      CommandHandler<Map<String, String>, Command, Event, String> writer, String seat, long end) {
    var nanos = new ArrayList<Long>();
    for (boolean taken = false; System.nanoTime() < end; taken = !taken) {
      long begin = System.nanoTime();
      writer.handle(taken ? new Leave(seat, "me") : new Take(seat, "me")).join();
      nanos.add(System.nanoTime() - begin);
    }
    return nanos;
  }
}
