// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async;

import static io.kafunc.invoker.catalog.MetadataLog.aFunction;
import static io.kafunc.invoker.catalog.MetadataLog.aService;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kafunc.eventlog.kafka.TestBroker;
import io.kafunc.invoker.async.drain.ActiveInvoker;
import io.kafunc.invoker.async.drain.OpenCalls;
import io.kafunc.invoker.catalog.MetadataLog;
import io.kafunc.invoker.invocation.InvokerServer;
import io.kafunc.invoker.pool.InstancePool;
import io.kafunc.schemas.metadata.ProvisionConfig;
import io.kafunc.schemas.metadata.ScheduledAction;
import io.kafunc.schemas.metadata.TargetTrackingPolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One invoker is active; another forwards to it, and takes its place when it leaves. */
class TwoInvokersIT {

  private static final Duration SOON = Duration.ofSeconds(40);
  private static final String[] ONCE = {
    "X-Fc-Invocation-Type", "Async", "X-Fc-Stateful-Async-Invocation-Id", "once"
  };

  private static final String ECHO = "exports.handler = (event, c, done) => done(null, event);";
  private static final String ELSEWHERE =
      """
      exports.handler = (req, resp) => {
        resp.setStatusCode(302);
        resp.setHeader('Location', '/health');
        resp.send(JSON.stringify({ from: req.clientIP, headers: req.headers }));
      };
      """;
  private static final Optional<List<TargetTrackingPolicy>> NONE = Optional.empty();

  @TempDir Path folder;

  @Test
  void theSecondForwardsToTheFirstAndTakesItsPlaceWhenItLeaves() throws Exception {
    try (var broker = new TestBroker(folder.resolve("kafka"))) {
      // given
      var first = invoker(broker, "first");
      writeFunction(broker, first);
      await().atMost(SOON).until(() -> first.bean(OpenCalls.class).drains());
      try (var second = invoker(broker, "second")) {
        await().atMost(SOON).until(() -> second.bean(ActiveInvoker.class).other().isPresent());
        // when
        var answer = second.post("s", "echo", "hello");
        var accepted = second.post("s", "echo", "later", "X-Fc-Invocation-Type", "Async");
        // then: only the first has the code
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("hello");
        assertThat(accepted.statusCode()).isEqualTo(202);
        var id = accepted.headers().firstValue("X-Fc-Request-Id").orElseThrow();
        await().atMost(SOON).until(() -> status(second, id) == 410);
        assertThat(second.bean(OpenCalls.class).counts().taken()).isZero();
        // when: a hundred callers with one id, at both
        var once = once(first, second);
        // then
        assertThat(once).hasSize(1);
        // when
        first.close();
        // then
        await().atMost(SOON).until(() -> second.bean(OpenCalls.class).drains());
        assertThat(status(second, id)).isEqualTo(410);
        assertThat(once(second)).isEqualTo(once);
      }
    }
  }

  @Test
  void requestsToHttpTriggersAndTheirAnswersPassTheSecondAsTheyCame() throws Exception {
    try (var broker = new TestBroker(folder.resolve("kafka"));
        var first = invoker(broker, "first")) {
      // given
      writeHttpFunction(broker, first);
      await().atMost(SOON).until(() -> first.bean(OpenCalls.class).drains());
      try (var second = invoker(broker, "second")) {
        await().atMost(SOON).until(() -> second.bean(ActiveInvoker.class).other().isPresent());
        // when
        var answer =
            second.get(
                "/2016-08-15/proxy/s/web/",
                "X-Kafunc-Forwarded",
                "1",
                "X-Forwarded-For",
                "192.0.2.1, 203.0.113.9");
        // then: only the first has the code, and nobody has gone there for the client
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location")).contains("/health");
        assertThat(answer.body())
            .contains("\"from\":\"203.0.113.9\"", "\"x-forwarded-for\":\"203.0.113.9\"")
            .doesNotContain("x-kafunc-");
      }
    }
  }

  @Test
  void theActiveOneAloneKeepsInstancesReadyAndTheNextComesToTheSameNumber() throws Exception {
    try (var broker = new TestBroker(folder.resolve("kafka"))) {
      // given
      var first = invoker(broker, "first");
      await().atMost(SOON).until(() -> first.bean(OpenCalls.class).drains());
      try (var second = invoker(broker, "second")) {
        await().atMost(SOON).until(() -> second.bean(ActiveInvoker.class).other().isPresent());
        // when
        var code = first.code("index.js", ECHO);
        second.code("index.js", ECHO);
        var config = new ProvisionConfig(0, Optional.of(List.of(twoFromNowOn())), NONE, true);
        new MetadataLog()
            .service("s")
            .function("s", "echo", aFunction("nodejs12", 10, 128), code)
            .publish("s", 1)
            .provision("s", "echo", "1", config)
            .writeTo(broker, first);
        // then
        await().atMost(SOON).until(() -> first.bean(InstancePool.class).instances().size() == 2);
        assertThat(second.get("/kafunc/instances").body())
            .contains("\"target\":2", "\"current\":2");
        assertThat(second.bean(InstancePool.class).instances()).isEmpty();
        // when
        first.close();
        // then
        await().atMost(SOON).until(() -> second.bean(InstancePool.class).instances().size() == 2);
      }
    }
  }

  private static ScheduledAction twoFromNowOn() {
    var now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    var end = now.plus(1, ChronoUnit.HOURS);
    return new ScheduledAction("now", now.toString(), end.toString(), 2, "at(" + now + ")");
  }

  /** The request ids that a hundred callers with one id are answered with. */
  private static Set<String> once(InvokerServer... invokers) {
    return IntStream.range(0, 100)
        .mapToObj(i -> invokers[i % invokers.length])
        .map(each -> each.postAsync("s", "echo", "x", ONCE))
        .toList()
        .stream()
        .map(CompletableFuture::join)
        .map(answer -> answer.headers().firstValue("X-Fc-Request-Id").orElseThrow())
        .collect(Collectors.toSet());
  }

  private InvokerServer invoker(TestBroker broker, String name) throws IOException {
    int port = freePort();
    return InvokerServer.start(
        folder.resolve(name),
        Map.of(
            "kafunc.kafka.bootstrap-servers",
            broker.bootstrapServers(),
            "kafunc.kafka.call-partitions",
            4,
            "kafunc.port",
            port,
            "micronaut.server.port",
            port));
  }

  private static void writeFunction(TestBroker broker, InvokerServer invoker) {
    var code = invoker.code("index.js", ECHO);
    new MetadataLog()
        .service("s", aService("project", "logstore"))
        .function("s", "echo", aFunction("nodejs12", 10, 128), code)
        .writeTo(broker, invoker);
  }

  private static void writeHttpFunction(TestBroker broker, InvokerServer invoker) {
    var anonymous =
        """
        {"authType":"anonymous","methods":["GET"]}""";
    new MetadataLog()
        .service("s")
        .function("s", "web", aFunction("nodejs12", 10, 128), invoker.code("index.js", ELSEWHERE))
        .trigger("s", "web", "web", "http", "", anonymous)
        .writeTo(broker, invoker);
  }

  private static int status(InvokerServer invoker, String id) throws Exception {
    var uri = URI.create("http://127.0.0.1:" + invoker.port() + "/kafunc/calls/" + id);
    var request =
        HttpRequest.newBuilder(uri).header("Authorization", InvokerServer.basic()).build();
    try (var http = HttpClient.newHttpClient()) {
      return http.send(request, BodyHandlers.ofString()).statusCode();
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
