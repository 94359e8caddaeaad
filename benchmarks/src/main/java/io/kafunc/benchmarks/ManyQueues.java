// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.benchmarks;

import io.kafunc.eventlog.Node;
import io.kafunc.eventlog.Ownership;
import io.kafunc.eventlog.kafka.KafkaConfig;
import io.kafunc.eventlog.kafka.TopicSetup;
import io.kafunc.invoker.async.AsyncSettings;
import io.kafunc.invoker.async.CallsTopic;
import io.kafunc.invoker.async.accept.CallSender;
import io.kafunc.invoker.async.drain.QueueDrain;
import io.kafunc.invoker.async.queue.CallRule;
import io.kafunc.invoker.async.queue.RetryPolicy;
import io.kafunc.invoker.catalog.FunctionSpec;
import io.kafunc.invoker.invocation.Invocation;
import io.kafunc.invoker.invocation.Outcome;
import io.kafunc.invoker.invocation.Run;
import io.kafunc.schemas.Payload;
import io.kafunc.schemas.Topics;
import io.kafunc.schemas.avro.WriterSchemas;
import io.kafunc.schemas.call.InvocationRequested;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * The dispatcher alone, with instances that answer at once: ten thousand functions with one queued
 * call each against one function with ten thousand.
 */
public final class ManyQueues {

  private static final int CALLS = 10_000;
  private static final int PARTITIONS = 8;
  private static final int ROUNDS = 5;
  private static final Clock CLOCK = Clock.systemUTC();
  private static final AsyncSettings SETTINGS =
      new AsyncSettings(
          true,
          128,
          2,
          2048,
          64 << 20,
          64 << 20,
          Duration.ofSeconds(8),
          Duration.ofSeconds(10),
          Duration.ofSeconds(3),
          3,
          Duration.ofDays(1),
          Duration.ofMillis(500),
          10_000,
          Duration.ofDays(7),
          50_000);
  private static final CallRule RULE =
      new CallRule(new RetryPolicy(3, Duration.ofDays(1), Duration.ofMillis(500)));

  private final CallSender sender;
  private final QueueDrain drain;

  /** Whoever runs waits for it. */
  private volatile CompletableFuture<Void> gate = new CompletableFuture<>();

  private ManyQueues(KafkaConfig kafka) {
    var topics = new TopicSetup(kafka).ensure(Topics.all(PARTITIONS));
    var topic = CallsTopic.of(topics.topic(Topics.CALLS));
    this.sender =
        new CallSender(
            () -> kafka.producer(Map.of("max.in.flight.requests.per.connection", 1)),
            topic,
            SETTINGS.deliveryTimeout(),
            64 << 20);
    this.drain =
        new QueueDrain(
            kafka,
            topic,
            new Node("bench", "http://127.0.0.1:1"),
            new Alone(),
            WriterSchemas.NONE,
            (call, _) -> gate.thenApply(_ -> completed(call)),
            (_, _, _, _) -> RULE,
            (_, _) -> CompletableFuture.completedStage(null),
            SETTINGS,
            CLOCK);
    drain.start();
  }

  public static void main(String[] args) throws Exception {
    try (var broker = BrokerProcess.start()) {
      var queues = new ManyQueues(new KafkaConfig(broker.bootstrapServers(), false, PARTITIONS));
      queues.drained(i -> "warm" + i % 100);
      queues.drained(i -> "warm" + i % 100);
      SideBySide.print(
          "dispatched/s, 10,000 functions with a call each, and one",
          SideBySide.of(
              ROUNDS, () -> queues.drained(i -> "f" + i), () -> queues.drained(_ -> "one")),
          "a second",
          ">= 0.5, aim 0.9");
      queues.sender.close();
      queues.drain.close();
    }
    System.exit(0);
  }

  /** Calls a second from the moment on that instances answer. */
  private double drained(IntFunction<String> function) {
    gate = new CompletableFuture<>();
    long before = drain.openCalls().counts().taken();
    IntStream.range(0, CALLS)
        .mapToObj(i -> sender.send(call(function.apply(i))).toCompletableFuture())
        .toList()
        .forEach(CompletableFuture::join);
    await(() -> drain.openCalls().counts().taken() == before + CALLS);
    long begun = System.nanoTime();
    gate.complete(null);
    await(() -> drain.openCalls().counts().settled() == before + CALLS);
    return CALLS / ((System.nanoTime() - begun) / 1e9);
  }

  private static void await(java.util.function.BooleanSupplier condition) {
    try {
      while (!condition.getAsBoolean()) {
        Thread.sleep(2);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static InvocationRequested call(String function) {
    return new InvocationRequested(
        "1000",
        "bench",
        "LATEST",
        function,
        new Payload(new byte[100]),
        CLOCK.instant(),
        "key",
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static Outcome completed(Invocation call) {
    var function =
        new FunctionSpec(
            call.accountId(),
            call.serviceName(),
            call.functionName(),
            "id",
            call.qualifier(),
            "",
            false,
            1,
            null,
            null,
            Optional.empty());
    var run = new Run(function, "i", false, CLOCK.instant(), 0, 0, 0, 0, 1, Optional.empty());
    return new Outcome.Completed(run, Payload.EMPTY);
  }

  /** Stands without rival for all partitions. */
  private static final class Alone implements Ownership {

    @Override
    public void start(Listener listener) {
      IntStream.range(0, PARTITIONS).forEach(listener::gained);
    }

    @Override
    public void standAgain() {}

    @Override
    public Duration lastHeartbeatAge() {
      return Duration.ZERO;
    }

    @Override
    public Duration session() {
      return Duration.ofSeconds(6);
    }

    @Override
    public void close() {}
  }
}
