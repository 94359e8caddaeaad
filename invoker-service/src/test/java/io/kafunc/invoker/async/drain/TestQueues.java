// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.drain;

import io.kafunc.eventlog.Node;
import io.kafunc.eventlog.Ownership;
import io.kafunc.eventlog.kafka.FenceRecord;
import io.kafunc.eventlog.kafka.KafkaConfig;
import io.kafunc.eventlog.kafka.TopicSetup;
import io.kafunc.invoker.async.AsyncSettings;
import io.kafunc.invoker.async.CallRules;
import io.kafunc.invoker.async.CallsTopic;
import io.kafunc.invoker.async.accept.CallSender;
import io.kafunc.invoker.async.destination.Destinations;
import io.kafunc.invoker.async.queue.CallRule;
import io.kafunc.invoker.async.queue.RetryPolicy;
import io.kafunc.invoker.invocation.Invoke;
import io.kafunc.schemas.Payload;
import io.kafunc.schemas.Schemas;
import io.kafunc.schemas.Topics;
import io.kafunc.schemas.avro.WriterSchemas;
import io.kafunc.schemas.call.CallEvent;
import io.kafunc.schemas.call.CallEvent.CallCancelled;
import io.kafunc.schemas.call.CallEvent.CallDelayed;
import io.kafunc.schemas.call.CallEvent.CallDelivered;
import io.kafunc.schemas.call.CallEvent.CallDone;
import io.kafunc.schemas.call.CallEvent.CallForgotten;
import io.kafunc.schemas.call.CallEvent.CallLapsed;
import io.kafunc.schemas.call.CallEvent.CallStarted;
import io.kafunc.schemas.call.CallId;
import io.kafunc.schemas.call.Deduplication;
import io.kafunc.schemas.call.InvocationRequested;
import io.kafunc.schemas.invocation.InvocationRecord;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** One invoker's queues on a real Kafka, with functions that are not real. */
final class TestQueues implements AutoCloseable {

  static final AsyncSettings SETTINGS = remembering(Duration.ofDays(7), 1_000);

  private static final Destinations NOWHERE =
      (destination, _) ->
          CompletableFuture.failedStage(new Destinations.RefusedException(destination));

  /** Three quick retries. */
  static final CallRule RULE =
      new CallRule(new RetryPolicy(SETTINGS.retries(), SETTINGS.maxAge(), SETTINGS.retryDelay()));

  final KafkaConfig kafka;
  final CallsTopic topic;
  final CallSender sender;
  final QueueDrain drain;

  TestQueues(KafkaConfig kafka, Invoke functions) {
    this(kafka, functions, RULE);
  }

  TestQueues(KafkaConfig kafka, Invoke functions, CallRule rule) {
    this(kafka, functions, (_, _, _, _) -> rule, SETTINGS, new AlwaysElected(kafka));
  }

  TestQueues(
      KafkaConfig kafka,
      Invoke functions,
      CallRules rules,
      AsyncSettings settings,
      Ownership election) {
    this(kafka, functions, rules, NOWHERE, settings, election);
  }

  TestQueues(
      KafkaConfig kafka,
      Invoke functions,
      CallRules rules,
      Destinations destinations,
      AsyncSettings settings,
      Ownership election) {
    this.kafka = kafka;
    this.topic = callsTopic(kafka);
    this.sender =
        new CallSender(
            () -> kafka.producer(Map.of("max.in.flight.requests.per.connection", 1)),
            topic,
            settings.deliveryTimeout(),
            64 << 20);
    this.drain =
        new QueueDrain(
            kafka,
            topic,
            new Node("node-1", "http://127.0.0.1:1"),
            election,
            WriterSchemas.NONE,
            functions,
            rules,
            destinations,
            settings,
            Clock.systemUTC());
    drain.start();
  }

  /** The topic of calls, which has to be there or is made. */
  static CallsTopic callsTopic(KafkaConfig kafka) {
    var topics = new TopicSetup(kafka).ensure(Topics.all(kafka.callPartitions()));
    return CallsTopic.of(topics.topic(Topics.CALLS));
  }

  static void makeTopics(KafkaConfig kafka, int callPartitions) {
    new TopicSetup(kafka).ensure(Topics.all(callPartitions));
  }

  /** Settings that keep ended stateful calls so long, and so many of them. */
  static AsyncSettings remembering(Duration retention, int most) {
    return new AsyncSettings(
        true,
        16,
        2,
        1024,
        64 << 20,
        64 << 20,
        Duration.ofSeconds(8),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        3,
        Duration.ofDays(1),
        Duration.ofMillis(20),
        1_000,
        retention,
        most);
  }

  static InvocationRequested call(String function) {
    return call(function, Optional.empty());
  }

  static InvocationRequested call(String function, Optional<Deduplication> source) {
    return new InvocationRequested(
        "1000",
        "svc",
        "LATEST",
        function,
        Payload.of("{\"some\":\"event\"}"),
        Clock.systemUTC().instant(),
        "key",
        Optional.empty(),
        Optional.empty(),
        source);
  }

  /** Sends one call and waits for its 202. */
  String accept(String function) {
    return sender.send(call(function)).toCompletableFuture().join().toString();
  }

  /** Sends many at once. */
  List<String> accept(String function, int count) {
    return IntStream.range(0, count)
        .mapToObj(_ -> sender.send(call(function)).toCompletableFuture())
        .toList()
        .stream()
        .map(each -> each.join().toString())
        .toList();
  }

  /** Asks for a stateful call; the request id of the call that has the id. */
  CompletableFuture<String> accept(String function, String invocationId) {
    return drain
        .statefulCalls()
        .accept(call(function).stateful(invocationId), sender::send)
        .thenApply(CallId::toString)
        .toCompletableFuture();
  }

  /** All events there are, by partition and order. */
  static List<CallEvent> events(KafkaConfig kafka, int partitions) {
    var codec = Schemas.codec(Schemas.CALL_EVENT, WriterSchemas.NONE);
    var events = new ArrayList<CallEvent>();
    var settings = Map.<String, Object>of("auto.offset.reset", "earliest");
    try (var scan = new TopicScan(() -> kafka.consumer(settings))) {
      for (int p = 0; p < partitions; p++) {
        scan.toEnd(
            Topics.CALL_EVENTS,
            p,
            record -> {
              if (!FenceRecord.is(record)) {
                events.add(codec.decode(record.value()));
              }
            });
      }
    }
    return events;
  }

  /** The records in events of a kind. */
  static List<InvocationRecord> records(List<CallEvent> events, Class<? extends CallEvent> kind) {
    return events.stream().filter(kind::isInstance).flatMap(TestQueues::record).toList();
  }

  private static Stream<InvocationRecord> record(CallEvent event) {
    return switch (event) {
      case CallDone done -> done.record().stream();
      case CallDelayed delayed -> delayed.record().stream();
      case CallStarted _, CallCancelled _, CallDelivered _, CallForgotten _, CallLapsed _ ->
          Stream.empty();
    };
  }

  List<CallEvent> events() {
    return events(kafka, topic.partitions());
  }

  @Override
  public void close() {
    sender.close();
    drain.close();
  }

  /** Stands without rival for all partitions. */
  static final class AlwaysElected implements Ownership {

    private final int partitions;
    private volatile Listener listener;
    private volatile Duration unheard = Duration.ZERO;

    AlwaysElected(KafkaConfig kafka) {
      this.partitions = callsTopic(kafka).partitions();
    }

    @Override
    public void start(Listener listener) {
      this.listener = listener;
      IntStream.range(0, partitions).forEach(listener::gained);
    }

    @Override
    public void standAgain() {}

    /** How long nobody has heard of it. */
    void unheardFor(Duration age) {
      unheard = age;
    }

    @Override
    public Duration lastHeartbeatAge() {
      return unheard;
    }

    @Override
    public Duration session() {
      return Duration.ofSeconds(6);
    }

    @Override
    public void close() {}
  }
}
