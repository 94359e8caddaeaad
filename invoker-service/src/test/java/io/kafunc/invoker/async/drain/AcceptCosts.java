// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.drain;

import io.kafunc.eventlog.kafka.TestBroker;
import io.kafunc.invoker.async.accept.CallSender;
import io.kafunc.schemas.Payload;
import io.kafunc.schemas.Schemas;
import io.kafunc.schemas.Topics;
import io.kafunc.schemas.avro.WriterSchemas;
import io.kafunc.schemas.call.CallTopic;
import io.kafunc.schemas.call.InvocationRequested;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What accepting a call costs: 64 callers that each wait for their 202, against 64 that each wait
 * for the ack of a record of the same bytes. Prints; run by hand.
 */
final class AcceptCosts {

  private static final int CALLERS = 64;
  private static final Duration TIME = Duration.ofSeconds(4);

  private AcceptCosts() {}

  /** What one caller does, until it is confirmed. */
  private interface Step {
    void run() throws Exception;
  }

  public static void main(String[] args) throws Exception {
    var folder = Files.createTempDirectory("accept-costs");
    try (var broker = new TestBroker(folder)) {
      var kafka = broker.config();
      TestQueues.makeTopics(kafka, 8);
      var topic = TestQueues.callsTopic(kafka);
      var functions = new FakeFunctions().with("blocked", 3_600_000, 1);
      for (int pass = 1; pass <= 3; pass++) {
        var value = Schemas.codec(Schemas.CALL, WriterSchemas.NONE).encode(call("blocked"));
        int partition = CallTopic.partition(CallTopic.queue(call("blocked")), 8);
        try (var producer = kafka.producer(Map.of())) {
          measure(
              "produce, acks=all",
              () ->
                  producer
                      .send(new ProducerRecord<>(Topics.OUTPUT, partition % 6, null, value))
                      .get());
        }
        try (var sender =
            new CallSender(
                () -> kafka.producer(Map.of("max.in.flight.requests.per.connection", 1)),
                topic,
                Duration.ofSeconds(8),
                64 << 20)) {
          measure("accept", () -> sender.send(call("blocked")).toCompletableFuture().join());
        }
        try (var queues = new TestQueues(kafka, functions)) {
          measure(
              "accept while indexing a blocked queue",
              () -> queues.sender.send(call("blocked")).toCompletableFuture().join());
          measure(
              "accept while draining no-ops",
              () -> queues.sender.send(call("quick")).toCompletableFuture().join());
        }
      }
    }
    System.exit(0);
  }

  private static InvocationRequested call(String function) {
    return new InvocationRequested(
        "1000000000000000",
        "service",
        "LATEST",
        function,
        new Payload(new byte[1024]),
        Clock.systemUTC().instant(),
        "key",
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static void measure(String what, Step step) throws Exception {
    var count = new AtomicInteger();
    var micros = new AtomicLongArray(4_000_000);
    var done = new CountDownLatch(CALLERS);
    long cpu = cpuNanos();
    long begin = System.nanoTime();
    for (int caller = 0; caller < CALLERS; caller++) {
      Thread.ofVirtual()
          .start(
              () -> {
                try {
                  while (System.nanoTime() - begin < TIME.toNanos()) {
                    long since = System.nanoTime();
                    step.run();
                    micros.set(count.getAndIncrement(), (System.nanoTime() - since) / 1_000);
                  }
                } catch (Exception e) {
                  e.printStackTrace();
                } finally {
                  done.countDown();
                }
              });
    }
    done.await();
    double seconds = (System.nanoTime() - begin) / 1e9;
    var all = new long[count.get()];
    Arrays.setAll(all, micros::get);
    Arrays.sort(all);
    System.out.printf(
        "%-40s %8.0f/s  p50 %6d us  p99 %6d us  CPU %5.1f us each, broker included%n",
        what,
        all.length / seconds,
        all[all.length / 2],
        all[(int) (all.length * 0.99)],
        (cpuNanos() - cpu) / 1e3 / all.length);
  }

  private static long cpuNanos() {
    return ((com.sun.management.OperatingSystemMXBean)
            java.lang.management.ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }
}
