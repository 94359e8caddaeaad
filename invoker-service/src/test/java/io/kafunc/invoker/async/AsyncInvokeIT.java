// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async;

import static io.kafunc.invoker.catalog.MetadataLog.aFunction;
import static io.kafunc.invoker.catalog.MetadataLog.aService;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.kafunc.eventlog.kafka.FenceRecord;
import io.kafunc.eventlog.kafka.SchemaTopic;
import io.kafunc.eventlog.kafka.TestBroker;
import io.kafunc.invoker.catalog.MetadataLog;
import io.kafunc.invoker.invocation.InvokerServer;
import io.kafunc.schemas.Schemas;
import io.kafunc.schemas.Topics;
import io.kafunc.schemas.call.CallEvent.CallDone;
import io.kafunc.schemas.call.CallId;
import io.kafunc.schemas.call.CallTopic;
import io.kafunc.schemas.invocation.InvocationRecord;
import io.kafunc.schemas.invocation.InvocationStatus;
import io.kafunc.schemas.metadata.AsyncInvokeConfig;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
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
  private static HttpServer listener;
  private static final Queue<JsonNode> POSTED = new ConcurrentLinkedQueue<>();
  private static final Queue<JsonNode> WEB = new ConcurrentLinkedQueue<>();
  private static final Queue<JsonNode> BULK = new ConcurrentLinkedQueue<>();

  @BeforeAll
  static void start() throws Exception {
    listener = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    listener.createContext("/failed", exchange -> posted(exchange, POSTED));
    listener.createContext("/web", exchange -> posted(exchange, WEB));
    listener.createContext("/bulk", exchange -> posted(exchange, BULK));
    listener.start();
    broker = new TestBroker(folder.resolve("kafka"));
    try (var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      admin.createTopics(List.of(new NewTopic("told", 1, (short) 1))).all().get();
    }
    invoker =
        InvokerServer.start(
            folder.resolve("data"),
            Map.of(
                "kafunc.kafka.bootstrap-servers",
                broker.bootstrapServers(),
                "kafunc.kafka.call-partitions",
                8));
    var code =
        invoker.code(
            "index.js",
            """
            exports.handler = (event, context, callback) => {
              const text = event.toString();
              if (text === 'bulk') { callback(null, Buffer.alloc(2000000, 'x')); return; }
              if (text === 'fail') { callback(new Error('asked to')); return; }
              const answer = context.function.name === 'circle' ? '' : text;
              setTimeout(() => callback(null, answer), text === 'slow' ? 2000 : 1);
            };
            """);
    var web =
        invoker.code(
            "index.js",
            """
            const { Readable } = require('stream');
            exports.handler = (req, resp, context) => {
              let body = '';
              req.on('data', piece => { body += piece; });
              req.on('end', () => {
                const { method, path, queries, headers } = req;
                const odd = headers['x-odd'], key = headers['authorization'] || 'none';
                const told = JSON.stringify({ method, path, queries, odd, key, body, id: context.requestId });
                const whole = path !== '/streamed';
                resp.send(whole ? told : Readable.from([told.slice(0, 5), told.slice(5)]));
              });
            };
            """);
    new MetadataLog()
        .service("s", aService("project", "logstore"))
        .function("s", "web", aFunction("nodejs12", 10, 128), web)
        .asyncConfig("s", "web", "LATEST", succeeds(address("/web")))
        .trigger(
            "s", "web", "door", "http", "", "{\"authType\":\"function\",\"methods\":[\"PUT\"]}")
        .function("s", "echo", aFunction("nodejs12", 10, 128, 10), code)
        .function("s", "lazy", aFunction("nodejs12", 10, 128), code)
        .function("s", "worker", aFunction("nodejs12", 10, 128), code)
        .function("s", "relay", aFunction("nodejs12", 10, 128), code)
        .function("s", "circle", aFunction("nodejs12", 10, 128), code)
        .asyncConfig("s", "worker", "LATEST", ends("relay"))
        .asyncConfig("s", "relay", "LATEST", succeeds("kafka://told"))
        .function("s", "bulk-http", aFunction("nodejs12", 10, 128), code)
        .function("s", "bulk-function", aFunction("nodejs12", 10, 128), code)
        .function("s", "bulk-topic", aFunction("nodejs12", 10, 128), code)
        .asyncConfig("s", "circle", "LATEST", ends("circle"))
        .asyncConfig("s", "bulk-http", "LATEST", succeeds(address("/bulk")))
        .asyncConfig("s", "bulk-function", "LATEST", ends("lazy"))
        .asyncConfig("s", "bulk-topic", "LATEST", succeeds("kafka://told"))
        .writeTo(broker, invoker);
  }

  @AfterAll
  static void stop() {
    listener.stop(0);
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
  void aRequestToAnHttpTriggerRunsAfterItsAnswer() throws Exception {
    for (var path : List.of("/a/b", "/streamed")) {
      // when
      var accepted = put("/2016-08-15/proxy/s/web" + path + "?x=1&x=2", "Grüße", ASYNC);
      // then
      assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
      assertThat(accepted.body()).isEmpty();
      var id = requestId(accepted);
      await().atMost(SOON).until(() -> !WEB.isEmpty());
      var told = WEB.remove();
      assertThat(told.at("/requestContext/requestId").asText()).isEqualTo(id);
      assertThat(told.at("/requestPayload").asText()).isEqualTo("Grüße");
      assertThat(JSON.readTree(told.at("/responsePayload").asText()))
          .isEqualTo(
              JSON.readTree(
                  """
                  {"method":"PUT","path":"%s","queries":{"x":["1","2"]},"odd":"odd","key":"none",
                   "body":"Grüße","id":"%s"}
                  """
                      .formatted(path, id)));
      var record = recorded().stream().filter(each -> each.requestId().equals(id)).findFirst();
      assertThat(record.orElseThrow().triggerType()).contains("http");
      assertThat(record.orElseThrow().triggerName()).contains("door");
    }
  }

  @Test
  void aRequestForLaterMayBeAsLargeAsAnEvent() throws Exception {
    var most = "x".repeat(CallTopic.MAX_PAYLOAD);
    assertThat(put("/2016-08-15/proxy/s/web/", most, ASYNC).statusCode()).isEqualTo(202);
    await().atMost(SOON).until(() -> WEB.poll() != null);
    var refused = put("/2016-08-15/proxy/s/web/", most + "x", ASYNC);
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("payload size exceeds maximum allowed size (131072 bytes)");
  }

  @Test
  void tellsFunctionsTopicsAndHttpEndpointsHowCallsEnded() throws Exception {
    // when
    var good = requestId(invoker.post("s", "worker", "well", ASYNC));
    var bad = requestId(invoker.post("s", "worker", "fail", ASYNC));
    // then
    await().atMost(SOON).until(() -> !POSTED.isEmpty());
    var failure = POSTED.element();
    assertThat(failure.at("/requestContext/requestId").asText()).isEqualTo(bad);
    assertThat(failure.at("/requestContext/functionArn").asText())
        .endsWith(":services/s.LATEST/functions/worker");
    assertThat(failure.at("/requestContext/condition").asText())
        .isEqualTo("HandledInvocationError");
    assertThat(failure.at("/requestContext/approximateInvokeCount").asInt()).isEqualTo(1);
    assertThat(failure.at("/requestPayload").asText()).isEqualTo("fail");
    assertThat(failure.at("/responsePayload").asText()).contains("asked to");
    var relayed = told();
    assertThat(relayed.at("/requestContext/functionArn").asText()).endsWith("/functions/relay");
    var success = JSON.readTree(relayed.at("/requestPayload").asText());
    assertThat(success.at("/requestContext/requestId").asText()).isEqualTo(good);
    assertThat(success.at("/responseContext/functionError").asText()).isEmpty();
    assertThat(success.at("/responsePayload").asText()).isEqualTo("well");
  }

  @Test
  void aLargeAnswerIsToldWholeOrLeavesADeadLetter() throws Exception {
    // when: two megabytes for an HTTP endpoint, a function and a topic
    var ids =
        Stream.of("bulk-http", "bulk-function", "bulk-topic")
            .collect(Collectors.toMap(each -> each, AsyncInvokeIT::bulk));
    // then
    await().atMost(SOON).until(() -> !BULK.isEmpty());
    assertThat(BULK.element().at("/requestContext/requestId").asText())
        .isEqualTo(ids.get("bulk-http"));
    assertThat(BULK.element().at("/responsePayload").asText()).hasSize(2_000_000);
    for (var function : List.of("bulk-function", "bulk-topic")) {
      await().atMost(SOON).until(() -> letters("function=" + function).size() == 1);
      var letter = letters("function=" + function).get(0);
      assertThat(letter.get("status").asText()).isEqualTo("Succeeded");
      assertThat(letter.get("destinationStatus").asText()).contains("bytes");
    }
  }

  private static String bulk(String function) {
    return requestId(invoker.postAsync("s", function, "bulk", ASYNC).join());
  }

  @Test
  void callsThatLeadToOneAnotherInACircleEndAsADeadLetter() throws Exception {
    // when
    var first = requestId(invoker.post("s", "circle", "round", ASYNC));
    // then
    await().atMost(SOON).until(() -> letters("function=circle&status=Succeeded").size() == 1);
    var letter = letters("function=circle").get(0);
    assertThat(letter.get("destinationStatus").asText()).contains("led to one another");
    assertThat(letter.get("requestId").asText()).isNotEqualTo(first);
  }

  @Test
  void listsRedrivesAndPurgesDeadLetters() throws Exception {
    // given
    var ids = new ArrayList<String>();
    for (int i = 0; i < 3; i++) {
      ids.add(requestId(invoker.post("s.LATEST", "lazy", "fail", ASYNC)));
    }
    await().atMost(SOON).until(() -> letters("service=s&function=lazy").size() == 3);
    // when
    var page = JSON.readTree(get("/kafunc/deadletters?function=lazy&limit=2").body());
    var rest = "/kafunc/deadletters?function=lazy&nextToken=" + page.get("nextToken").asText();
    // then
    assertThat(page.get("deadLetters")).hasSize(2);
    assertThat(JSON.readTree(get(rest).body()).get("deadLetters")).hasSize(1);
    assertThat(letters("function=lazy&status=Expired")).isEmpty();
    assertThat(get("/kafunc/deadletters?status=Running").statusCode()).isEqualTo(400);
    var letter = JSON.readTree(get("/kafunc/deadletters/" + ids.get(0)).body());
    assertThat(letter.get("payload").asText()).isEqualTo("ZmFpbA==");
    assertThat(letter.get("attempt").asInt()).isEqualTo(4);
    assertThat(letter.get("error").asText()).contains("asked to");
    // when
    var redriven = send("POST", "/kafunc/deadletters/" + ids.get(0) + "/redrive");
    assertThat(redriven.statusCode()).isEqualTo(202);
    assertThat(send("DELETE", "/kafunc/deadletters/" + ids.get(1)).statusCode()).isEqualTo(204);
    // then
    assertThat(get("/kafunc/deadletters/" + ids.get(1)).statusCode()).isEqualTo(404);
    var again = requestId(redriven);
    assertThat(again).isNotIn(ids);
    await().atMost(SOON).until(() -> get("/kafunc/deadletters/" + again).statusCode() == 200);
    assertThat(send("DELETE", "/kafunc/deadletters?function=lazy").body())
        .isEqualTo("{\"count\":2}");
    assertThat(letters("function=lazy")).isEmpty();
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

  @Test
  void takesBodiesWithoutALengthUpToTheLimitsAndNoFurther() throws Exception {
    // asynchronous
    assertThat(invoker.post("s", "echo", chunked(128 * 1024), ASYNC).statusCode()).isEqualTo(202);
    assertThat(invoker.post("s", "echo", chunked(128 * 1024 + 1), ASYNC))
        .matches(answer -> answer.statusCode() == 400)
        .matches(answer -> answer.body().contains("EntityTooLarge"))
        .matches(answer -> answer.body().contains("131072"));
    // synchronous
    assertThat(invoker.post("s", "echo", chunked(6 << 20)).body()).hasSize(6 << 20);
    assertThat(invoker.post("s", "echo", chunked((6 << 20) + 1)))
        .matches(answer -> answer.statusCode() == 400)
        .matches(answer -> answer.body().contains("EntityTooLarge"))
        .matches(answer -> answer.body().contains("6291456"));
  }

  private static BodyPublisher chunked(int size) {
    return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[size]));
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

  private static HttpResponse<String> put(String target, String body, String... headers)
      throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + invoker.port() + target))
            .header("Authorization", InvokerServer.basic())
            .header("X-Odd", "odd")
            .headers(headers)
            .PUT(BodyPublishers.ofString(body))
            .build();
    return HTTP.send(request, BodyHandlers.ofString());
  }

  private static final ObjectMapper JSON = new ObjectMapper();

  private static JsonNode letters(String query) throws Exception {
    return JSON.readTree(get("/kafunc/deadletters?" + query).body()).get("deadLetters");
  }

  private static HttpResponse<String> send(String method, String path) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + invoker.port() + path))
            .header("Authorization", InvokerServer.basic())
            .method(method, BodyPublishers.noBody())
            .build();
    return HTTP.send(request, BodyHandlers.ofString());
  }

  private static void posted(HttpExchange exchange, Queue<JsonNode> to) throws IOException {
    try (exchange) {
      to.add(JSON.readTree(exchange.getRequestBody()));
      exchange.sendResponseHeaders(204, -1);
    }
  }

  /** The first message of a topic. */
  private static JsonNode told() throws IOException {
    try (var consumer = broker.config().consumer(Map.of())) {
      var place = new TopicPartition("told", 0);
      consumer.assign(List.of(place));
      consumer.seekToBeginning(List.of(place));
      var records =
          await()
              .atMost(SOON)
              .until(() -> consumer.poll(Duration.ofMillis(100)), found -> !found.isEmpty());
      return JSON.readTree(records.iterator().next().value());
    }
  }

  private static AsyncInvokeConfig ends(String function) {
    return config(
        Optional.of("acs:fc:local:1000000000000000:services/s/functions/" + function),
        Optional.of(address("/failed")));
  }

  private static AsyncInvokeConfig succeeds(String destination) {
    return config(Optional.of(destination), Optional.empty());
  }

  private static String address(String path) {
    return "http://127.0.0.1:" + listener.getAddress().getPort() + path;
  }

  private static AsyncInvokeConfig config(Optional<String> success, Optional<String> failure) {
    return new AsyncInvokeConfig(
        success, failure, Optional.empty(), Optional.of(0), Optional.empty());
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
