// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.invocation;

import static io.kafunc.invoker.catalog.MetadataLog.aFunction;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kafunc.invoker.catalog.MetadataLog;
import io.kafunc.schemas.invocation.InvocationRecord;
import io.kafunc.schemas.invocation.InvocationStatus;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls through HTTP into real Node and Python processes. */
class InvokeIT {

  private static final String NODE =
      """
      exports.handler = (event, context, callback) => {
        const wish = event.toString();
        if (wish === 'context') return callback(null, context);
        if (wish === 'handled') return callback(new Error('no'));
        if (wish === 'thrown') throw new TypeError('thrown');
        if (wish === 'exit') process.exit(7);
        if (wish === 'hang') return;
        if (wish === 'log') { console.log('a line'); return callback(null, 'logged'); }
        if (wish === 'large') return callback(null, Buffer.alloc(6 * 1024 * 1024, 'x'));
        if (wish === 'larger') return callback(null, Buffer.alloc(6 * 1024 * 1024 + 1, 'x'));
        callback(null, event);
      };
      """;
  private static final String PYTHON =
      """
      import os
      def handler(event, context):
          wish = event.decode('latin-1')
          if wish == 'context':
              return {'service': {'qualifier': context.service.qualifier,
                                  'versionId': context.service.version_id}}
          if wish == 'thrown':
              raise ValueError('thrown')
          if wish == 'exit':
              os._exit(7)
          if wish == 'hang':
              import time
              time.sleep(60)
          if wish == 'log':
              print('a line')
              return 'logged'
          return event
      """;

  @TempDir static Path data;

  private static InvokerServer invoker;
  private static RecordingJournal journal;

  @BeforeAll
  static void start() {
    invoker =
        InvokerServer.start(
            data,
            Map.of(
                "test.catalog",
                "hand-fed",
                "kafunc.async.enabled",
                false,
                "spec.name",
                "InvokeIT"));
    journal = (RecordingJournal) invoker.bean(CallJournal.class);
    var node = invoker.code("index.js", NODE);
    var python = invoker.code("index.py", PYTHON);
    invoker.feed(
        new MetadataLog()
            .service("s")
            .function("s", "node", aFunction("nodejs12", 1, 128), node)
            .function("s", "python", aFunction("python3", 1, 128), python)
            .function("s", "php", aFunction("php7.2", 1, 128), node)
            .function("s", "container", aFunction("custom-container", 1, 128))
            .function("s", "absent", aFunction("nodejs12", 1, 128))
            .publish("s", 1)
            .publish("s", 2)
            .alias("s", "PROD", 1, Map.of("2", 0.5)));
  }

  @AfterAll
  static void stop() {
    invoker.close();
  }

  @BeforeEach
  void forget() {
    journal.records.clear();
  }

  @ParameterizedTest
  @ValueSource(strings = {"node", "python"})
  void answersWithTheFunctionsBytes(String function) throws Exception {
    var answer = invoker.post("s", function, "some \u0000 bytes");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("some \u0000 bytes");
    assertThat(answer.headers().firstValue("X-Fc-Error-Type")).isEmpty();
    assertThat(record(answer).status()).isEqualTo(InvocationStatus.Succeeded);
    assertThat(record(answer).memoryUsedMB()).isPositive();
  }

  @ParameterizedTest
  @ValueSource(strings = {"node", "python"})
  void headerContextAndRecordNameTheSameVersion(String function) throws Exception {
    for (int call = 0; call < 20; call++) {
      var answer = invoker.post("s.PROD", function, "context");

      var version = answer.headers().firstValue("X-Fc-Invocation-Service-Version").orElseThrow();
      assertThat(version).isIn("1", "2");
      assertThat(answer.body().replace(" ", ""))
          .contains("\"qualifier\":\"PROD\"")
          .contains("\"versionId\":\"" + version + "\"");
      assertThat(record(answer).externalServiceVersion()).isEqualTo(version);
      assertThat(record(answer).isDarkLaunch()).isEqualTo(version.equals("2"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"node", "python"})
  void tailShowsWhatWasPrinted(String function) throws Exception {
    var answer = invoker.post("s", function, "log", "X-Fc-Log-Type", "Tail");

    var encoded = answer.headers().firstValue("X-Fc-Log-Result").orElseThrow();
    var requestId = answer.headers().firstValue("X-Fc-Request-Id").orElseThrow();
    assertThat(new String(Base64.getDecoder().decode(encoded), UTF_8))
        .contains("FC Invoke Start RequestId: " + requestId)
        .contains("a line")
        .contains("FC Invoke End RequestId: " + requestId)
        .contains("Billed Duration: ")
        .contains("Memory Size: 128 MB");
  }

  @ParameterizedTest
  @ValueSource(strings = {"node", "python"})
  void anErrorIsAnAnswer(String function) throws Exception {
    var answer = invoker.post("s", function, "thrown");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("X-Fc-Error-Type")).contains("UnhandledInvocationError");
    assertThat(answer.body()).contains("\"errorMessage\"").contains("thrown");
    assertThat(record(answer).status()).isEqualTo(InvocationStatus.Failed);
  }

  @Test
  void saysHowFunctionsAreIsolated() throws Exception {
    var report = invoker.get("/kafunc/sandbox");

    assertThat(report.statusCode()).isEqualTo(200);
    assertThat(report.body()).contains("\"level\":\"L", "\"rung\":", "\"gives\":[", "\"lacks\":[");
  }

  @Test
  void onlyNodesCallbackHandlesAnError() throws Exception {
    var answer = invoker.post("s", "node", "handled");

    assertThat(answer.headers().firstValue("X-Fc-Error-Type")).contains("HandledInvocationError");
    assertThat(answer.body()).contains("\"errorMessage\":\"no\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"node", "python"})
  void aCrashIsToldAndTheNextCallRunsElsewhere(String function) throws Exception {
    var answer = invoker.post("s", function, "exit");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("X-Fc-Error-Type")).contains("UnhandledInvocationError");
    assertThat(answer.body()).contains("Process exited unexpectedly before completing request");
    assertThat(invoker.post("s", function, "next").body()).isEqualTo("next");
  }

  @ParameterizedTest
  @ValueSource(strings = {"node", "python"})
  void aCallThatHangsEndsAtItsTimeout(String function) throws Exception {
    var answer = invoker.post("s", function, "hang");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("X-Fc-Error-Type")).contains("UnhandledInvocationError");
    assertThat(answer.body()).contains("Function timed out after 1 seconds");
    assertThat(record(answer).status()).isEqualTo(InvocationStatus.TimedOut);
    assertThat(invoker.post("s", function, "next").body()).isEqualTo("next");
  }

  @Test
  void sixMegabytesGoInAndOutAndNoMore() throws Exception {
    byte[] largest = new byte[6 * 1024 * 1024];

    assertThat(invoker.post("s", "node", BodyPublishers.ofByteArray(largest)).body())
        .hasSize(largest.length);
    assertThat(invoker.post("s", "node", "large").body()).hasSize(largest.length);
    var larger = invoker.post("s", "node", "larger");
    assertThat(larger.statusCode()).isEqualTo(200);
    assertThat(larger.headers().firstValue("X-Fc-Error-Type")).isPresent();
    assertThat(invoker.post("s", "node", "next").body()).isEqualTo("next");
  }

  @Test
  void whatIsMissingHereIsSaid() throws Exception {
    var php = invoker.post("s", "php", "x");
    var container = invoker.post("s", "container", "x");
    var absent = invoker.post("s", "absent", "x");

    assertThat(php.statusCode()).isEqualTo(400);
    assertThat(php.body()).contains("runtime 'php7.2' cannot run here");
    assertThat(container.statusCode()).isEqualTo(400);
    assertThat(container.body())
        .isEqualTo(
            "{\"ErrorCode\":\"InvalidArgument\",\"ErrorMessage\":"
                + "\"runtime 'custom-container' cannot run here: not supported yet\"}");
    assertThat(absent.statusCode()).isEqualTo(503);
    assertThat(absent.body()).startsWith("{\"ErrorCode\":\"ServiceUnavailable\"");
  }

  @Test
  void anIdleInstanceIsFrozenShownAndServesTheNextCall() throws Exception {
    invoker.post("s", "node", "first");

    await()
        .untilAsserted(
            () -> {
              var node = instancesOf("node");
              assertThat(node.get("frozen").asInt()).isPositive();
              assertThat(node.get("frozen")).isEqualTo(node.get("idle"));
            });
    assertThat(invoker.post("s", "node", "next").body()).isEqualTo("next");
  }

  @Test
  void callsBesideEachOtherAreEachAnswered() {
    var answers =
        IntStream.range(0, 20).mapToObj(i -> invoker.postAsync("s", "node", "call " + i)).toList();

    for (int i = 0; i < answers.size(); i++) {
      assertThat(answers.get(i).join().body()).isEqualTo("call " + i);
    }
  }

  private static JsonNode instancesOf(String function) throws Exception {
    var counts = new ObjectMapper().readTree(invoker.get("/kafunc/instances").body());
    for (var count : counts.get("instances")) {
      boolean latest = count.get("qualifier").asText().equals("LATEST");
      if (latest && count.get("functionName").asText().equals(function)) {
        return count;
      }
    }
    throw new AssertionError("no instances of " + function + ": " + counts);
  }

  private static InvocationRecord record(HttpResponse<?> answer) {
    var requestId = answer.headers().firstValue("X-Fc-Request-Id").orElseThrow();
    return journal.records.stream()
        .filter(record -> record.requestId().equals(requestId))
        .findFirst()
        .orElseThrow();
  }

  @Factory
  @Requires(property = "spec.name", value = "InvokeIT")
  static class Recording {

    @Singleton
    @Replaces(CallJournal.class)
    CallJournal journal() {
      return new RecordingJournal();
    }
  }
}
