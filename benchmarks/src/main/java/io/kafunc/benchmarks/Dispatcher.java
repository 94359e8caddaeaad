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
import io.kafunc.invoker.async.queue.Counts;
import io.kafunc.invoker.async.queue.RetryPolicy;
import io.kafunc.invoker.catalog.FunctionSpec;
import io.kafunc.invoker.invocation.Invocation;
import io.kafunc.invoker.invocation.Invoke;
import io.kafunc.invoker.invocation.Outcome;
import io.kafunc.invoker.invocation.Run;
import io.kafunc.schemas.Payload;
import io.kafunc.schemas.Topics;
import io.kafunc.schemas.avro.WriterSchemas;
import io.kafunc.schemas.call.CallTopic;
import io.kafunc.schemas.call.InvocationRequested;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerConfig;

/** The dispatcher alone, on a broker of the measurement's, with instances that are its too. */
final class Dispatcher implements AutoCloseable {

  static final int PARTITIONS = 8;

  private static final Duration ACCEPTED_WITHIN = Duration.ofMinutes(1);
  private static final Clock CLOCK = Clock.systemUTC();
  private static final AsyncSettings SETTINGS =
      new AsyncSettings(
          true,
          128,
          2,
          4096,
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

  private final QueueDrain drain;

  Dispatcher(String bootstrapServers, Invoke instances) {
    var kafka = kafka(bootstrapServers);
    this.drain =
        new QueueDrain(
            kafka,
            topic(kafka),
            new Node("bench", "http://127.0.0.1:1"),
            new Alone(),
            WriterSchemas.NONE,
            instances,
            (_, _, _, _) -> RULE,
            (_, _) -> CompletableFuture.completedStage(null),
            SETTINGS,
            CLOCK);
    drain.start();
  }

  /** What takes calls for the dispatchers of a broker. */
  static CallSender sender(String bootstrapServers) {
    var kafka = kafka(bootstrapServers);
    return new CallSender(
        () ->
            kafka.producer(
                Map.of(
                    ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                    1,
                    ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                    (int) ACCEPTED_WITHIN.toMillis())),
        topic(kafka),
        ACCEPTED_WITHIN,
        SETTINGS.acceptBytes());
  }

  private static KafkaConfig kafka(String bootstrapServers) {
    return new KafkaConfig(bootstrapServers, false, PARTITIONS);
  }

  private static CallsTopic topic(KafkaConfig kafka) {
    var topics = new TopicSetup(kafka).ensure(Topics.all(PARTITIONS));
    return CallsTopic.of(topics.topic(Topics.CALLS));
  }

  /** Queues so many calls, and ends when all are on disk. */
  static void queue(CallSender sender, int calls, IntFunction<String> function) {
    IntStream.range(0, calls)
        .mapToObj(i -> sender.send(call(function.apply(i))).toCompletableFuture())
        .toList()
        .forEach(CompletableFuture::join);
  }

  Counts counts() {
    return drain.openCalls().counts();
  }

  /** The partition that a function's calls lie in. */
  static int partition(String function) {
    return CallTopic.partition(CallTopic.queue(call(function)), PARTITIONS);
  }

  @Override
  public void close() {
    drain.close();
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

  static Outcome completed(Invocation call) {
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
