// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.invocation;

import static io.kafunc.invoker.catalog.MetadataLog.aFunction;
import static io.kafunc.invoker.catalog.MetadataLog.aService;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kafunc.eventlog.LocalReaders;
import io.kafunc.eventlog.Node;
import io.kafunc.eventlog.kafka.FenceRecord;
import io.kafunc.eventlog.kafka.KafkaEventLog;
import io.kafunc.eventlog.kafka.SchemaTopic;
import io.kafunc.eventlog.kafka.TestBroker;
import io.kafunc.invoker.catalog.MetadataLog;
import io.kafunc.schemas.Schemas;
import io.kafunc.schemas.Topics;
import io.kafunc.schemas.avro.EventSchema;
import io.kafunc.schemas.invocation.InvocationEvent.InvocationCompleted;
import io.kafunc.schemas.invocation.OutputLine;
import io.kafunc.schemas.metadata.MetadataEvent;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The invoker on a real log that goes away and comes back. */
class BrokerAwayIT {

  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir static Path folder;

  private static final List<String> CALLS = new ArrayList<>();
  private static TestBroker broker;
  private static InvokerServer invoker;
  private static KafkaEventLog<MetadataEvent> metadata;

  @BeforeAll
  static void start() {
    CALLS.clear();
    broker = new TestBroker(folder.resolve("kafka"));
    invoker =
        InvokerServer.start(
            folder.resolve("data"),
            Map.of("kafunc.kafka.bootstrap-servers", broker.bootstrapServers()));
    var schemas = invoker.bean(SchemaTopic.class);
    metadata =
        new KafkaEventLog<>(
            broker.config(),
            new TopicPartition(Topics.METADATA, 0),
            Schemas.metadata(schemas),
            event -> event.stamp().accountId().getBytes(StandardCharsets.US_ASCII),
            new FenceRecord(schemas),
            invoker.bean(LocalReaders.class),
            Clock.systemUTC());
  }

  @AfterAll
  static void stop() {
    invoker.close();
    broker.close();
  }

  @Test
  void callsGoOnWithoutTheBrokerAndTheirRecordsArriveLaterOnceEach() throws Exception {
    var node =
        invoker.code(
            "index.js",
            """
            exports.handler = (event, context, callback) => {
              console.log('line of ' + event);
              callback(null, event);
            };
            """);
    try (var writer = metadata.own(new Node("test", "http://127.0.0.1"))) {
      writer
          .append(
              new MetadataLog()
                  .service("s", aService("project", "logstore"))
                  .function("s", "echo", aFunction("nodejs12", 3, 128), node)
                  .events())
          .join();

      assertThat(call("s", "at once").statusCode()).as("create, then invoke").isEqualTo(200);
      assertThat(invoker.post("none", "echo", "x").statusCode()).isEqualTo(404);
      await().atMost(SOON).untilAsserted(() -> assertThat(recorded()).containsAll(CALLS));
    }

    broker.stop();
    for (int i = 0; i < 50; i++) {
      assertThat(call("s", "away " + i).statusCode()).isEqualTo(200);
    }
    assertThat(invoker.post("none", "echo", "x").statusCode()).as("nobody knows").isEqualTo(503);
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(folder.resolve("data/spool")).isNotEmptyDirectory());

    broker.start();
    for (int i = 0; i < 10; i++) {
      call("s", "back " + i);
    }
    await()
        .atMost(SOON)
        .ignoreExceptionsInstanceOf(TimeoutException.class)
        .untilAsserted(() -> assertThat(recorded()).containsExactlyInAnyOrderElementsOf(CALLS));
    await().atMost(SOON).untilAsserted(() -> assertThat(lines()).hasSize(3 * CALLS.size()));
    assertThat(lines()).anyMatch(line -> line.contains("line of away 7")).doesNotHaveDuplicates();
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              try (var files = Files.list(folder.resolve("data/spool"))) {
                assertThat(files).isEmpty();
              }
            });
  }

  private static HttpResponse<String> call(String service, String event) throws Exception {
    var answer = invoker.post(service, "echo", event);
    CALLS.add(answer.headers().firstValue("X-Fc-Request-Id").orElseThrow());
    return answer;
  }

  private static List<String> recorded() {
    return events(Topics.INVOCATIONS, Schemas.INVOCATION).stream()
        .map(event -> ((InvocationCompleted) event).record().requestId())
        .toList();
  }

  private static List<String> lines() {
    return events(Topics.OUTPUT, Schemas.OUTPUT).stream()
        .flatMap(output -> output.lines().stream())
        .map(OutputLine::message)
        .filter(line -> line.contains("RequestId: ") || line.contains("line of "))
        .toList();
  }

  private static <E> List<E> events(String topic, EventSchema<E> schema) {
    var codec = Schemas.codec(schema, invoker.bean(SchemaTopic.class));
    var partitions = IntStream.range(0, 6).mapToObj(i -> new TopicPartition(topic, i)).toList();
    var events = new ArrayList<E>();
    try (var consumer = broker.config().consumer(Map.of())) {
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        consumer
            .poll(Duration.ofMillis(100))
            .forEach(record -> events.add(codec.decode(record.value())));
      }
    }
    return events;
  }
}
