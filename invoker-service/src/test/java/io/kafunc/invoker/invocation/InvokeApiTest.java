// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.invocation;

import static io.kafunc.invoker.catalog.MetadataLog.aFunction;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kafunc.invoker.catalog.FunctionCatalog;
import io.kafunc.invoker.catalog.MetadataLog;
import io.kafunc.invoker.pool.InstancePool;
import io.kafunc.invoker.runtime.RunReport;
import io.kafunc.invoker.runtime.RunResult;
import io.kafunc.schemas.invocation.InvocationType;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import io.micronaut.runtime.server.EmbeddedServer;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** InvokeFunction over real HTTP, signature and all; only the instances are scripted. */
class InvokeApiTest {

  private static final String SPEC = "InvokeApiTest";
  private static final String UUID_TEXT = "[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}";
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static EmbeddedServer server;
  private static ScriptedInstances instances;
  private static RecordingJournal journal;

  @BeforeAll
  static void start() {
    server =
        ApplicationContext.run(
            EmbeddedServer.class,
            Map.of(
                "spec.name", SPEC,
                "test.catalog", "hand-fed",
                "kafunc.async.enabled", false,
                "kafunc.roles", "invoker",
                "kafunc.access-key-id", "key",
                "kafunc.access-key-secret", "secret",
                "micronaut.server.port", -1));
    instances = server.getApplicationContext().getBean(ScriptedInstances.class);
    journal = (RecordingJournal) server.getApplicationContext().getBean(CallJournal.class);
    var catalog = server.getApplicationContext().getBean(FunctionCatalog.class);
    catalog.follows(_ -> CompletableFuture.completedStage(null));
    catalog.apply(
        new MetadataLog()
            .service("shop")
            .function("shop", "checkout", aFunction("nodejs12", 3, 128))
            .function("shop", "shared", aFunction("nodejs12", 3, 128, 10))
            .publish("shop", 1)
            .alias("shop", "PROD", 1, Map.of())
            .recorded());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void echo() {
    instances.script = call -> ScriptedInstances.done(new RunResult.Completed(call.event()));
    journal.records.clear();
  }

  @Test
  void answersWithTheFunctionsBytesAndTheHeadersOfTheContract() throws Exception {
    var answer = post("shop.PROD", "checkout", "{\"a\":1}", "Content-Type", "application/json");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"a\":1}");
    var headers = answer.headers();
    assertThat(headers.firstValue("Content-Type")).contains("application/octet-stream");
    assertThat(headers.firstValue("X-Fc-Request-Id").orElseThrow()).matches(UUID_TEXT);
    assertThat(headers.firstValue("X-Fc-Code-Checksum")).contains("0");
    assertThat(headers.firstValue("X-Fc-Invocation-Duration")).contains("3");
    assertThat(headers.firstValue("X-Fc-Max-Memory-Usage")).contains("48.84");
    assertThat(headers.firstValue("X-Fc-Invocation-Service-Version")).contains("1");
    assertThat(headers.firstValue("X-Fc-Instance-Id").orElseThrow()).startsWith("instance-");
    assertThat(headers.firstValue("Access-Control-Expose-Headers").orElseThrow())
        .contains("x-fc-log-result");
    assertThat(headers.firstValue("X-Fc-Log-Result")).isEmpty();
    assertThat(headers.firstValue("X-Fc-Error-Type")).isEmpty();
    assertThat(journal.records.getFirst().requestId())
        .isEqualTo(headers.firstValue("X-Fc-Request-Id").orElseThrow());
  }

  @Test
  void readsPastHeadersThatChangeNothing() throws Exception {
    var answer =
        post(
            "shop",
            "checkout",
            "e",
            "X-Fc-Invocation-Code-Version",
            "Latest",
            "X-Fc-Invoker-Identity",
            "somebody",
            "X-Fc-Tracing-Opentracing-Span-Context",
            "1:2:3:1");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("e");
  }

  @Test
  void aCallWithoutBodyOrLengthIsAnEmptyEvent() throws Exception {
    try (var socket = new Socket("127.0.0.1", server.getPort())) {
      socket.setSoTimeout(5000);
      socket
          .getOutputStream()
          .write(
              ("POST "
                      + path("shop", "checkout")
                      + " HTTP/1.1\r\nHost: x\r\nAuthorization: "
                      + basic()
                      + "\r\nConnection: close\r\n\r\n")
                  .getBytes(UTF_8));
      var text = new String(socket.getInputStream().readAllBytes(), UTF_8);

      assertThat(text).startsWith("HTTP/1.1 200").contains("X-Fc-Request-Id: ");
    }
  }

  @Test
  void aFunctionsErrorIsATwoHundredWithItsType() throws Exception {
    instances.script =
        _ ->
            ScriptedInstances.done(
                new RunResult.FunctionError(false, "{\"errorMessage\":\"x\"}".getBytes(UTF_8)));

    var answer = post("shop", "checkout", "e");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("X-Fc-Error-Type")).contains("UnhandledInvocationError");
    assertThat(answer.headers().firstValue("X-Fc-Invocation-Service-Version")).contains("LATEST");
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/octet-stream");
    assertThat(answer.body()).isEqualTo("{\"errorMessage\":\"x\"}");
  }

  @Test
  void tailGivesTheLogUnlessCallsShareAnInstance() throws Exception {
    var alone = post("shop", "checkout", "e", "X-Fc-Log-Type", "Tail");
    var shared = post("shop", "shared", "e", "X-Fc-Log-Type", "Tail");

    var log = alone.headers().firstValue("X-Fc-Log-Result").orElseThrow();
    assertThat(new String(Base64.getDecoder().decode(log), UTF_8))
        .contains("FC Invoke Start RequestId: ")
        .contains("Duration: 3.25 ms, Billed Duration: 4 ms, Memory Size: 128 MB");
    assertThat(shared.statusCode()).isEqualTo(200);
    assertThat(shared.headers().firstValue("X-Fc-Log-Result")).isEmpty();
  }

  @Test
  void refusesLogTypesInFcsOwnWords() throws Exception {
    var invalid = post("shop", "checkout", "e", "X-Fc-Log-Type", "Invalid");
    var async =
        post("shop", "checkout", "e", "X-Fc-Log-Type", "Tail", "X-Fc-Invocation-Type", "Async");

    assertThat(invalid.statusCode()).isEqualTo(400);
    assertThat(invalid.body())
        .isEqualTo(
            error(
                "InvalidArgument",
                "LogType is set to an invalid value (allowed: Tail | None, actual: 'Invalid')"));
    assertThat(async.statusCode()).isEqualTo(400);
    assertThat(async.body())
        .isEqualTo(
            error(
                "InvalidArgument",
                "LogType is set to an invalid value (allowed: None, actual: 'Tail')"));
    assertThat(post("shop", "checkout", "e", "X-Fc-Invocation-Type", "Often").statusCode())
        .isEqualTo(400);
  }

  @Test
  void anAcceptedAsynchronousCallIsA202WithItsOwnIdAndNothingElse() throws Exception {
    var answer = post("shop", "checkout", "e", "X-Fc-Invocation-Type", "Async");

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.body()).isEmpty();
    assertThat(answer.headers().firstValue("Content-Type")).isEmpty();
    assertThat(answer.headers().allValues("X-Fc-Request-Id")).containsExactly("the-calls-own-id");
  }

  @Test
  void saysWhatIsMissing() throws Exception {
    assertThat(post("none", "checkout", "e").body())
        .isEqualTo(error("ServiceNotFound", "service 'none' does not exist"));
    assertThat(post("shop", "none", "e").body())
        .isEqualTo(error("FunctionNotFound", "function 'none' does not exist in service 'shop'"));
    assertThat(post("shop.7", "checkout", "e").body())
        .isEqualTo(error("VersionNotFound", "version '7' of service 'shop' does not exist"));
    var alias = post("shop.TEST", "checkout", "e");
    assertThat(alias.statusCode()).isEqualTo(404);
    assertThat(alias.body())
        .isEqualTo(error("AliasNotFound", "alias 'TEST' of service 'shop' does not exist"));
    assertThat(alias.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(alias.headers().firstValue("X-Fc-Request-Id").orElseThrow()).matches(UUID_TEXT);
  }

  @Test
  void refusesNamesThatCannotBe() throws Exception {
    assertThat(post("1shop", "checkout", "e").statusCode()).isEqualTo(400);
    assertThat(post("shop.", "checkout", "e").statusCode()).isEqualTo(400);
    assertThat(post("shop", "-", "e").statusCode()).isEqualTo(400);
  }

  @Test
  void takesSixMegabytesAndNotAByteMore() throws Exception {
    byte[] largest = new byte[6 * 1024 * 1024];

    var taken = post("shop", "checkout", BodyPublishers.ofByteArray(largest));
    var refused =
        post("shop", "checkout", BodyPublishers.ofByteArray(new byte[largest.length + 1]));

    assertThat(taken.statusCode()).isEqualTo(200);
    assertThat(taken.body()).hasSize(largest.length);
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body())
        .isEqualTo(
            error("EntityTooLarge", "payload size exceeds maximum allowed size (6291456 bytes)"));
  }

  @Test
  void beyondTheLimitIsA429() throws Exception {
    var held = new CompletableFuture<RunReport>();
    instances.script = _ -> held;
    var running = postAsync("shop.1", "checkout");
    var second = postAsync("shop.1", "checkout");
    try {
      await().until(() -> running.isDone() || second.isDone());
      var refused = running.isDone() ? running.join() : second.join();

      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(refused.body()).startsWith("{\"ErrorCode\":\"ResourceExhausted\",");
    } finally {
      held.complete(new RunReport(new RunResult.Completed(new byte[0]), 1, 1));
      CompletableFuture.allOf(running, second).join();
    }
  }

  @Test
  void aCallerThatHangsUpDisturbsNobody() throws Exception {
    var held = new CompletableFuture<RunReport>();
    instances.script = _ -> held;
    int before = journal.records.size();
    try (var socket = new Socket("127.0.0.1", server.getPort())) {
      socket
          .getOutputStream()
          .write(
              ("POST "
                      + path("shop.PROD", "checkout")
                      + " HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nAuthorization: "
                      + basic()
                      + "\r\n\r\n")
                  .getBytes(UTF_8));
      socket.getOutputStream().flush();
      socket.setSoLinger(true, 0);
    }
    held.complete(new RunReport(new RunResult.Completed(new byte[0]), 1, 1));
    echo();

    assertThat(post("shop", "checkout", "still here").body()).isEqualTo("still here");
    assertThat(journal.records.size()).isGreaterThanOrEqualTo(before);
  }

  private static HttpResponse<String> post(
      String service, String function, String body, String... headers) throws Exception {
    return post(service, function, BodyPublishers.ofString(body), headers);
  }

  private static HttpResponse<String> post(
      String service, String function, BodyPublisher body, String... headers)
      throws IOException, InterruptedException {
    return HTTP.send(request(service, function, body, headers), BodyHandlers.ofString());
  }

  private static CompletableFuture<HttpResponse<String>> postAsync(
      String service, String function) {
    var request = request(service, function, BodyPublishers.ofString("e"));
    return HTTP.sendAsync(request, BodyHandlers.ofString());
  }

  private static HttpRequest request(
      String service, String function, BodyPublisher body, String... headers) {
    var request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + server.getPort() + path(service, function)))
            .header("Authorization", basic())
            .POST(body);
    return (headers.length == 0 ? request : request.headers(headers)).build();
  }

  private static String path(String service, String function) {
    return "/2016-08-15/services/" + service + "/functions/" + function + "/invocations";
  }

  private static String basic() {
    return "Basic " + Base64.getEncoder().encodeToString("key:secret".getBytes(UTF_8));
  }

  private static String error(String code, String message) {
    return "{\"ErrorCode\":\"" + code + "\",\"ErrorMessage\":\"" + message + "\"}";
  }

  @Factory
  @Requires(property = "spec.name", value = SPEC)
  static class Fakes {

    @Singleton
    ScriptedInstances instances() {
      return new ScriptedInstances();
    }

    @Singleton
    @Replaces(InstancePool.class)
    InstancePool pool(ScriptedInstances instances) {
      return instances.pool(1);
    }

    @Singleton
    @Replaces(CallJournal.class)
    CallJournal journal() {
      return new RecordingJournal();
    }

    @Singleton
    @Replaces(NoAsyncCalls.class)
    AsyncCalls asyncCalls() {
      return (invocation, invocationId, _) -> {
        assertThat(invocation.type()).isEqualTo(InvocationType.Async);
        return CompletableFuture.completedStage(
            new AsyncCalls.Accepted("the-calls-own-id", invocationId));
      };
    }
  }
}
