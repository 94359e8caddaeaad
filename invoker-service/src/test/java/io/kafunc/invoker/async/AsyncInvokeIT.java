// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async;

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
import io.kafunc.invoker.invocation.InvokerServer;
import io.kafunc.schemas.Schemas;
import io.kafunc.schemas.Topics;
import io.kafunc.schemas.call.CallEvent.CallDone;
import io.kafunc.schemas.call.CallId;
import io.kafunc.schemas.invocation.InvocationRecord;
import io.kafunc.schemas.invocation.InvocationStatus;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Asynchronous calls through the front door: HTTP, Kafka, real functions. */
class AsyncInvokeIT {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Duration SOON = Duration.ofSeconds(40);

  @TempDir static Path folder;
  private static TestBroker broker;
  private static InvokerServer invoker;

  @BeforeAll
  static void start() {
    broker = new TestBroker(folder.resolve("kafka"));
    invoker =
        InvokerServer.start(
            folder.resolve("data"),
            Map.of(
                "kafunc.kafka.bootstrap-servers",
                broker.bootstrapServers(),
                "kafunc.kafka.call-partitions",
                8));
    var schemas = invoker.bean(SchemaTopic.class);
    var metadata =
        new KafkaEventLog<>(
            broker.config(),
            new TopicPartition(Topics.METADATA, 0),
            Schemas.metadata(schemas),
            event -> event.stamp().accountId().getBytes(StandardCharsets.US_ASCII),
            new FenceRecord(schemas),
            invoker.bean(LocalReaders.class),
            Clock.systemUTC());
    var code =
        invoker.code(
            "index.js",
            """
            exports.handler = (event, context, callback) => {
              const text = event.toString();
              if (text === 'fail') { callback(new Error('asked to')); return; }
              setTimeout(() => callback(null, text), text === 'slow' ? 2000 : 1);
            };
            """);
    try (var writer = metadata.own(new Node("test", "http://127.0.0.1"))) {
      var log =
          new MetadataLog()
              .service("s", aService("project", "logstore"))
              .function("s", "echo", aFunction("nodejs12", 10, 128, 10), code)
              .function("s", "lazy", aFunction("nodejs12", 10, 128), code);
      writer.append(log.events()).join();
    }
  }

  @AfterAll
  static void stop() {
    invoker.close();
    broker.close();
  }

  @Test
  void everyAcceptedCallRunsAndLeavesOneRecord() throws Exception {
    // when
    var answers =
        IntStream.range(0, 300)
            .mapToObj(i -> invoker.postAsync("s", "echo", i % 10 == 0 ? "fail" : "x", ASYNC))
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .toList();
    // then
    assertThat(answers).allMatch(answer -> answer.statusCode() == 202 && answer.body().isEmpty());
    var ids = answers.stream().map(AsyncInvokeIT::requestId).toList();
    assertThat(ids).doesNotHaveDuplicates().allMatch(id -> CallId.parse(id).isPresent());
    await().atMost(SOON).until(() -> records().containsAll(ids));
    var mine = recorded().stream().filter(record -> ids.contains(record.requestId())).toList();
    assertThat(mine).hasSize(300);
    assertThat(mine.stream().filter(each -> each.status() == InvocationStatus.Failed)).hasSize(30);
    assertThat(mine).allMatch(each -> each.externalServiceVersion().equals("LATEST"));
    await().atMost(SOON).until(() -> get("/kafunc/calls/" + ids.getFirst()).statusCode() == 410);
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(get("/kafunc/calls?function=echo").body())
                    .contains("\"calls\":[]", "\"missing\":0"));
  }

  @Test
  void tellsOfACallAtOnce() throws Exception {
    // when
    var ids = new ArrayList<String>();
    for (int i = 0; i < 5; i++) {
      var id = requestId(invoker.post("s", "lazy", "slow", ASYNC));
      ids.add(id);
      // then
      var told = get("/kafunc/calls/" + id);
      assertThat(told.statusCode()).isEqualTo(200);
      assertThat(told.body())
          .contains("\"requestId\":\"" + id + "\"", "\"functionName\":\"lazy\"")
          .containsAnyOf("\"status\":\"Enqueued\"", "\"status\":\"Running\"");
    }
    var list = get("/kafunc/calls?service=s&function=lazy&limit=2").body();
    assertThat(list).contains("\"nextToken\":\"");
    assertThat(get("/kafunc/calls?service=other").body()).contains("\"calls\":[]");
    assertThat(get("/kafunc/calls?status=Succeeded").statusCode()).isEqualTo(400);
    assertThat(get("/kafunc/calls?nextToken=nonsense").statusCode()).isEqualTo(400);
    await().atMost(SOON).until(() -> records().containsAll(ids));
  }

  @Test
  void refusesWhatCannotRun() throws Exception {
    assertThat(invoker.post("s", "none", "x", ASYNC))
        .matches(answer -> answer.statusCode() == 404)
        .matches(answer -> answer.body().contains("FunctionNotFound"));
    assertThat(invoker.post("s.9", "echo", "x", ASYNC).statusCode()).isEqualTo(404);
    var large = invoker.post("s", "echo", "x".repeat(128 * 1024 + 1), ASYNC);
    assertThat(large.statusCode()).isEqualTo(400);
    assertThat(large.body()).contains("EntityTooLarge", "131072");
    var fits = requestId(invoker.post("s", "echo", "x".repeat(128 * 1024), ASYNC));
    await().atMost(SOON).until(() -> records().contains(fits));
    assertThat(get("/kafunc/calls/no-such-call").statusCode()).isEqualTo(404);
  }

  private static final String[] ASYNC = {"X-Fc-Invocation-Type", "Async"};

  private static String requestId(HttpResponse<?> answer) {
    return answer.headers().firstValue("X-Fc-Request-Id").orElseThrow();
  }

  private static HttpResponse<String> get(String path) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + invoker.port() + path))
            .header("Authorization", InvokerServer.basic())
            .build();
    return HTTP.send(request, BodyHandlers.ofString());
  }

  private static List<String> records() {
    return recorded().stream().map(InvocationRecord::requestId).toList();
  }

  private static List<InvocationRecord> recorded() {
    var codec = Schemas.codec(Schemas.CALL_EVENT, invoker.bean(SchemaTopic.class));
    int count = invoker.bean(CallsTopic.class).partitions();
    var partitions =
        IntStream.range(0, count)
            .mapToObj(each -> new TopicPartition(Topics.CALL_EVENTS, each))
            .toList();
    var records = new ArrayList<InvocationRecord>();
    try (var consumer = broker.config().consumer(Map.of())) {
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.get(each))) {
        for (var record : consumer.poll(Duration.ofMillis(100))) {
          if (!FenceRecord.is(record) && codec.decode(record.value()) instanceof CallDone done) {
            done.record().ifPresent(records::add);
          }
        }
      }
    }
    return records;
  }
}
