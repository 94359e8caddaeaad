// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async;

import static io.kafunc.invoker.catalog.MetadataLog.aFunction;
import static io.kafunc.invoker.catalog.MetadataLog.aService;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kafunc.eventlog.kafka.TestBroker;
import io.kafunc.invoker.catalog.MetadataLog;
import io.kafunc.invoker.invocation.InvokerServer;
import io.kafunc.schemas.metadata.AsyncInvokeConfig;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stateful calls through the front door: HTTP, Kafka, real functions (contract 1.10). */
class StatefulInvokeIT {

  private static final Duration SOON = Duration.ofSeconds(40);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String ID = "X-Fc-Stateful-Async-Invocation-Id";

  @TempDir static Path folder;
  private static TestBroker broker;
  private static InvokerServer invoker;

  @BeforeAll
  static void start() throws Exception {
    broker = new TestBroker(folder.resolve("kafka"));
    invoker =
        InvokerServer.start(
            folder.resolve("data"),
            Map.of(
                "kafunc.kafka.bootstrap-servers",
                broker.bootstrapServers(),
                "kafunc.kafka.call-partitions",
                4,
                "kafunc.async.retry-delay",
                "20s"));
    var code =
        invoker.code(
            "index.js",
            """
            const who = Math.random() + '';
            exports.handler = (event, context, callback) => {
              const text = event.toString();
              if (text === 'fail') { callback(new Error('asked to')); return; }
              if (text === 'spin') { for (;;); }
              const millis = text === 'slow' ? 60000 : text === 'brief' ? 2000 : 1;
              setTimeout(() => callback(null, who), millis);
            };
            """);
    var stateful =
        new AsyncInvokeConfig(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(0),
            Optional.of(true));
    new MetadataLog()
        .service("s", aService("project", "logstore"))
        .function("s", "plain", aFunction("nodejs12", 120, 128), code)
        .function("s", "kept", aFunction("nodejs12", 120, 128), code)
        .function("s", "shared", aFunction("nodejs12", 120, 128, 10), code)
        .asyncConfig("s", "kept", "LATEST", stateful)
        .writeTo(broker, invoker);
  }

  @AfterAll
  static void stop() {
    invoker.close();
    broker.close();
  }

  @Test
  void aHundredRequestsWithOneIdAreOneCall() throws Exception {
    // when
    var answers =
        IntStream.range(0, 100)
            .mapToObj(
                _ ->
                    invoker.postAsync(
                        "s", "plain", "x", "X-Fc-Invocation-Type", "Async", ID, "once"))
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .toList();
    // then
    assertThat(answers).allMatch(answer -> answer.statusCode() == 202 && answer.body().isEmpty());
    assertThat(answers).allMatch(answer -> header(answer, ID).equals("once"));
    var ids = new HashSet<>(answers.stream().map(StatefulInvokeIT::requestId).toList());
    assertThat(ids).hasSize(1);
    var call = awaitStatus("plain", "once", "Succeeded");
    assertThat(call.get("requestId").asText()).isIn(ids);
    assertThat(get("/kafunc/calls?function=plain").body()).contains("\"missing\":0");
  }

  @Test
  void tellsEverythingOfACall() throws Exception {
    // given
    var good = accept("kept", "well", Optional.of("A-good_1"));
    var bad = accept("kept", "fail", Optional.of("A-bad_2"));
    // when
    var succeeded = awaitStatus("kept", "A-good_1", "Succeeded");
    var failed = awaitStatus("kept", "A-bad_2", "Failed");
    // then
    assertThat(succeeded.get("serviceName").asText()).isEqualTo("s");
    assertThat(succeeded.get("functionName").asText()).isEqualTo("kept");
    assertThat(succeeded.get("qualifier").asText()).isEqualTo("LATEST");
    assertThat(succeeded.get("requestId").asText()).isEqualTo(requestId(good));
    assertThat(succeeded.get("invocationPayload").asText()).isEqualTo("well");
    assertThat(succeeded.get("alreadyRetriedTimes").asInt()).isZero();
    assertThat(succeeded.get("instanceId").asText()).isNotEmpty();
    assertThat(succeeded.get("endTime").asLong())
        .isGreaterThanOrEqualTo(succeeded.get("startedTime").asLong());
    assertThat(succeeded.get("events").findValuesAsText("status"))
        .containsExactly("Enqueued", "Running", "Succeeded");
    assertThat(succeeded.has("invocationErrorMessage")).isFalse();
    assertThat(failed.get("requestId").asText()).isEqualTo(requestId(bad));
    assertThat(failed.get("invocationErrorMessage").asText()).contains("asked to");
  }

  @Test
  void aFunctionsConfigurationMakesItsCallsStateful() throws Exception {
    // when
    var first = accept("kept", "x", Optional.empty());
    var second = accept("kept", "x", Optional.empty());
    // then
    assertThat(header(first, ID)).isNotEqualTo(header(second, ID));
    awaitStatus("kept", header(first, ID), "Succeeded");
    awaitStatus("kept", header(second, ID), "Succeeded");
    var plain = invoker.post("s", "plain", "x", "X-Fc-Invocation-Type", "Async");
    assertThat(plain.headers().firstValue(ID)).isEmpty();
  }

  @Test
  void stopsAFunctionThatCannotBeInterruptedWithItsProcess() throws Exception {
    // given
    accept("kept", "spin", Optional.of("spinning"));
    awaitStatus("kept", "spinning", "Running");
    // when
    var answer = stop("kept", "spinning");
    // then
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
    assertThat(answer.headers().firstValue("Content-Type")).isEmpty();
    var stopped = call("kept", "spinning");
    assertThat(stopped.get("status").asText()).isEqualTo("Stopped");
    assertThat(stop("kept", "spinning").body()).contains("AsyncInvocationStopped");
    assertThat(stop("kept", "spinning").statusCode()).isEqualTo(412);
    accept("kept", "x", Optional.of("after-it"));
    awaitStatus("kept", "after-it", "Succeeded");
    assertThat(stop("kept", "after-it").statusCode()).isEqualTo(400);
    assertThat(stop("kept", "after-it").body()).contains("InvalidArgument");
    assertThat(stop("kept", "nobody").statusCode()).isEqualTo(404);
  }

  @Test
  void aStoppedCallsNeighboursInItsInstanceGoOn() throws Exception {
    // given
    var instance = invoker.post("s", "shared", "x").body();
    accept("shared", "slow", Optional.of("one"));
    accept("shared", "brief", Optional.of("two"));
    awaitStatus("shared", "one", "Running");
    awaitStatus("shared", "two", "Running");
    // when
    assertThat(stop("shared", "one").statusCode()).isEqualTo(200);
    // then
    assertThat(call("shared", "one").get("status").asText()).isEqualTo("Stopped");
    assertThat(invoker.post("s", "shared", "x").body()).isNotEqualTo(instance);
    awaitStatus("shared", "two", "Succeeded");
  }

  @Test
  void listsWhatIsAskedFor() throws Exception {
    // given
    for (int i = 0; i < 5; i++) {
      accept("plain", i == 3 ? "fail" : "x", Optional.of("list" + i));
    }
    awaitStatus("plain", "list4", "Succeeded");
    awaitStatus("plain", "list3", "Retrying");
    var prefix = "?invocationIdPrefix=list";
    // then
    assertThat(ids(prefix)).containsExactly("list4", "list3", "list2", "list1", "list0");
    assertThat(ids(prefix + "&sortOrderByTime=asc&limit=2")).containsExactly("list0", "list1");
    assertThat(ids(prefix + "&status=Retrying")).containsExactly("list3");
    var begin = call("plain", "list2").get("startedTime").asLong();
    assertThat(ids(prefix + "&startedTimeBegin=" + begin)).contains("list4", "list3", "list2");
    assertThat(ids(prefix + "&startedTimeEnd=" + (begin - 86_400_000))).isEmpty();
    var page = list(prefix + "&limit=3&includePayload=true");
    assertThat(page.get("invocations").get(0).get("invocationPayload").asText()).isEqualTo("x");
    assertThat(ids(prefix + "&limit=3&nextToken=" + page.get("nextToken").asText()))
        .containsExactly("list1", "list0");
    assertThat(list("?invocationIdPrefix=none").toString()).isEqualTo("{\"invocations\":null}");
    assertThat(stop("plain", "list3").statusCode()).isEqualTo(200);
  }

  @Test
  void refusesWrongRequests() throws Exception {
    var path = path("plain", "");
    for (var query :
        new String[] {
          "limit=0",
          "limit=101",
          "status=Done",
          "sortOrderByTime=up",
          "nextToken=-1",
          "startedTimeBegin=yesterday",
          "includePayload=1"
        }) {
      var refused = get(path + "?" + query);
      assertThat(refused.statusCode()).as(query).isEqualTo(400);
      assertThat(refused.body()).contains("InvalidArgument");
    }
    assertThat(get(path("none", "")).body()).contains("FunctionNotFound");
    assertThat(get(path("none", "/x")).body()).contains("FunctionNotFound");
    assertThat(get(path("plain", "/none")).body()).contains("InvocationNotFound");
    for (var id : new String[] {"1st", "a b", "x".repeat(129)}) {
      var refused = invoker.post("s", "plain", "x", "X-Fc-Invocation-Type", "Async", ID, id);
      assertThat(refused.statusCode()).as(id).isEqualTo(400);
      assertThat(refused.body()).contains("InvalidArgument");
    }
    var longest = "x".repeat(128);
    assertThat(accept("plain", "x", Optional.of(longest)).statusCode()).isEqualTo(202);
    awaitStatus("plain", longest, "Succeeded");
  }

  private static HttpResponse<String> accept(String function, String body, Optional<String> id)
      throws Exception {
    var headers =
        id.map(each -> new String[] {"X-Fc-Invocation-Type", "Async", ID, each})
            .orElse(new String[] {"X-Fc-Invocation-Type", "Async"});
    var answer = invoker.post("s", function, body, headers);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    return answer;
  }

  private static JsonNode awaitStatus(String function, String id, String status) {
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> assertThat(call(function, id).get("status").asText()).isEqualTo(status));
    return call(function, id);
  }

  private static JsonNode call(String function, String id) {
    try {
      var answer = get(path(function, "/" + id));
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      return JSON.readTree(answer.body());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode list(String query) throws Exception {
    return JSON.readTree(get(path("plain", "") + query).body());
  }

  private static java.util.List<String> ids(String query) throws Exception {
    return list(query).findValuesAsText("invocationId");
  }

  private static String path(String function, String rest) {
    return "/2016-08-15/services/s/functions/" + function + "/stateful-async-invocations" + rest;
  }

  private static HttpResponse<String> get(String path) throws Exception {
    return invoker.get(path);
  }

  private static HttpResponse<String> stop(String function, String id) throws Exception {
    var uri = URI.create("http://127.0.0.1:" + invoker.port() + path(function, "/" + id));
    var request =
        HttpRequest.newBuilder(uri)
            .header("Authorization", InvokerServer.basic())
            .PUT(BodyPublishers.noBody())
            .build();
    return HTTP.send(request, BodyHandlers.ofString());
  }

  private static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElseThrow();
  }

  private static String requestId(HttpResponse<?> answer) {
    return header(answer, "X-Fc-Request-Id");
  }
}
