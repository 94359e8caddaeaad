// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.invocation;

import static io.kafunc.invoker.catalog.MetadataLog.aFunction;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kafunc.invoker.catalog.MetadataLog;
import io.kafunc.schemas.metadata.CodeArchive;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which calls share an instance and which must not, over HTTP and with real processes. */
class ReuseIT {

  /** Answers with its instance and which code it is. */
  private static final String CODE =
      """
      exports.handler = (event, context, callback) => {
        const wish = event.toString();
        if (wish === 'exit') process.exit(7);
        if (wish === 'hang') return;
        const answer = () => callback(null, process.env.FC_INSTANCE_ID + ' code %d');
        if (wish === 'wait') setTimeout(answer, 700);
        else answer();
      };
      """;

  @TempDir static Path data;

  private static InvokerServer invoker;
  private final MetadataLog log = new MetadataLog();

  @BeforeAll
  static void start() {
    invoker =
        InvokerServer.start(
            data,
            Map.of(
                "test.catalog", "hand-fed", "kafunc.async.enabled", false, "spec.name", "ReuseIT"));
  }

  @AfterAll
  static void stop() {
    invoker.close();
  }

  @Test
  void aBurstOnAColdFunctionStartsAHandfulOfInstances() {
    given("burst");

    var answers = IntStream.range(0, 60).mapToObj(_ -> calling("burst", "")).toList();

    var instances = new HashSet<String>();
    answers.forEach(answer -> instances.add(instance(answer.join().body())));
    assertThat(instances).hasSizeLessThanOrEqualTo(8);
  }

  @Test
  void aNewConfigurationNeverReachesAnOldInstanceAndRunningCallsKeepTheirs() throws Exception {
    given("config");
    call("config", "");
    var running = calling("config", "wait");
    await().until(() -> invoker.get("/kafunc/instances").body().contains("\"busy\":1"));

    log.updateFunction("config", "f", aFunction("nodejs12", 1, 128), code(2));
    invoker.feed(log);

    assertThat(call("config", "")).endsWith(" code 2");
    assertThat(running.join().body()).endsWith(" code 1");
    assertThat(call("config", "")).endsWith(" code 2");
  }

  @Test
  void aNewVersionNeverReachesAnOldInstance() throws Exception {
    given("version");
    log.publish("version", 1).alias("version", "PROD", 1, Map.of());
    invoker.feed(log);
    String old = call("version.PROD", "");
    assertThat(old).endsWith(" code 1");

    log.updateFunction("version", "f", aFunction("nodejs12", 1, 128), code(2))
        .publish("version", 2)
        .moveAlias("version", "PROD", 2, Map.of());
    invoker.feed(log);

    assertThat(call("version.PROD", "")).endsWith(" code 2");
    assertThat(call("version.1", "")).endsWith(" code 1");
    log.moveAlias("version", "PROD", 1, Map.of());
    invoker.feed(log);
    assertThat(call("version.PROD", "")).isEqualTo(old);
  }

  @Test
  void aliasesOfOneVersionShareNoInstance() throws Exception {
    given("aliases");
    log.publish("aliases", 1)
        .alias("aliases", "PROD", 1, Map.of())
        .alias("aliases", "TEST", 1, Map.of());
    invoker.feed(log);

    assertThat(call("aliases.PROD", "")).isNotEqualTo(call("aliases.TEST", ""));
  }

  @Test
  void aProcessThatDiedIsNeverUsedAgain() throws Exception {
    given("died");
    call("died", "");

    assertThat(call("died", "exit")).contains("Process exited unexpectedly");

    String dead = lastInstance("died");
    assertThat(instance(call("died", ""))).isNotEqualTo(dead);
  }

  @Test
  void aProcessThatTimedOutIsNeverUsedAgain() throws Exception {
    given("late");
    call("late", "");

    assertThat(call("late", "hang")).contains("Function timed out after 1 seconds");

    String hung = lastInstance("late");
    assertThat(instance(call("late", ""))).isNotEqualTo(hung);
  }

  private void given(String service) {
    log.service(service).function(service, "f", aFunction("nodejs12", 1, 128), code(1));
    invoker.feed(log);
  }

  private static CodeArchive code(int number) {
    return invoker.code("index.js", CODE.formatted(number));
  }

  private static String call(String service, String event) throws Exception {
    var answer = invoker.post(service, "f", event);
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer.body();
  }

  private static CompletableFuture<HttpResponse<String>> calling(String service, String event) {
    return invoker.postAsync(service, "f", event);
  }

  private static String lastInstance(String service) {
    var records = ((RecordingJournal) invoker.bean(CallJournal.class)).records;
    synchronized (records) {
      return records.stream()
          .filter(record -> record.serviceName().equals(service))
          .reduce((_, later) -> later)
          .orElseThrow()
          .instanceId()
          .orElseThrow();
    }
  }

  private static String instance(String body) {
    assertThat(body).endsWith(" code 1");
    return body.split(" ")[0];
  }

  @Factory
  @Requires(property = "spec.name", value = "ReuseIT")
  static class Recording {

    @Singleton
    @Replaces(CallJournal.class)
    CallJournal journal() {
      return new RecordingJournal();
    }
  }
}
