// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.aliyuncs.fc.model.TimeTriggerConfig;
import com.aliyuncs.fc.request.CreateTriggerRequest;
import com.aliyuncs.fc.request.UpdateFunctionRequest;
import com.aliyuncs.fc.request.UpdateServiceRequest;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a whole suite in one process survives: kill -9, lost databases, noise in their files. */
class SuiteFaultsIT {

  private static final String WORK =
      "exports.handler = (e, c, cb) => setTimeout(() => cb(null, 'done'), 20);";

  /** For a minute, or for some seconds when nobody waits; lines that go on are shown as they go. */
  private static final String SAYS_THAT_IT_BEGAN =
      """
      exports.handler = (e, c, cb) => {
        console.log('begun ' + e);
        const going = setInterval(() => console.log('on'), 200);
        const end = () => { clearInterval(going); cb(null, 'done'); };
        setTimeout(end, e == 'x' ? 8000 : 60000);
      };
      """;

  @TempDir private Path folder;

  private SuiteProcess process;

  @AfterEach
  void stop() {
    if (process != null) {
      process.close();
    }
  }

  @Test
  void everyAcceptedCallEndsOnceThoughTheSuiteIsKilled() {
    // given
    start();
    var release = Release.ofNewService(process.suite()).node("work", WORK);
    Set<String> accepted = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      accepted.add(async(release, "work"));
    }
    await().atMost(Duration.ofSeconds(30)).until(() -> !ended(release).isEmpty());
    var before = ended(release);
    var service = process.suite().get("/2016-08-15/services/" + release.service());
    // when
    process.kill();
    start();
    // then
    await()
        .atMost(Duration.ofSeconds(90))
        .untilAsserted(
            () -> {
              Conservation.holdsAt(process.suite());
              assertThat(ended(release).keySet()).isEqualTo(accepted);
            });
    Conservation.holdsWithAllSettledAt(process.suite());
    before.forEach((id, row) -> assertThat(ended(release).get(id)).isEqualTo(row));
    assertThat(process.suite().get("/2016-08-15/services/" + release.service()).body())
        .isEqualTo(service.body());
  }

  @Test
  void aKilledSandboxIsToldAtOnceAndItsCallRunsNoSecondTimeUnlessNobodyWaits() {
    // given
    start();
    var release = Release.ofNewService(process.suite()).node("slow", SAYS_THAT_IT_BEGAN);
    release
        .client()
        .updateFunction(new UpdateFunctionRequest(release.service(), "slow").setTimeout(90));
    var now = CompletableFuture.supplyAsync(() -> release.invoke("slow", null, "waited for"));
    await().atMost(Duration.ofSeconds(30)).until(() -> begun(release).size() == 1);
    // when
    killInstances();
    // then
    assertThat(Release.text(now.orTimeout(20, TimeUnit.SECONDS).join()))
        .contains("Process exited unexpectedly before completing request");
    // when
    var later = async(release, "slow");
    await().atMost(Duration.ofSeconds(30)).until(() -> begun(release).size() == 2);
    killInstances();
    // then
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> {
              var row = process.suite().json("/kafunc/invocations/" + later);
              assertThat(row.get("status").asText()).isEqualTo("Succeeded");
              assertThat(row.get("attempt").asInt()).isEqualTo(2);
            });
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(begun(release)).hasSize(3).last().isNotEqualTo(later));
    Conservation.holdsWithAllSettledAt(process.suite());
  }

  @Test
  void anUpdateAnsweredWithSuccessSurvivesKill() {
    // given
    start();
    var release = Release.ofNewService(process.suite());
    var acknowledged = new AtomicInteger();
    var writer = Thread.ofVirtual().start(() -> updateUntilItFails(release, acknowledged));
    await().atMost(Duration.ofSeconds(30)).until(() -> acknowledged.get() > 50);
    // when
    process.kill();
    join(writer);
    start();
    // then
    var service = process.suite().json("/2016-08-15/services/" + release.service());
    assertThat(service.get("description").asInt())
        .isBetween(acknowledged.get(), acknowledged.get() + 1);
    var history = process.suite().json("/kafunc/history/services/" + release.service());
    assertThat(history.get("events")).isNotEmpty();
  }

  @Test
  void rebuildsItsDatabasesFromTheLog() throws IOException {
    // given
    start();
    var release = Release.ofNewService(process.suite()).node("work", WORK);
    release.publish();
    release.alias("PROD", "1", Map.of("1", 0.25f));
    release
        .client()
        .createTrigger(
            new CreateTriggerRequest(release.service(), "work")
                .setTriggerName("daily")
                .setTriggerType("timer")
                .setTriggerConfig(new TimeTriggerConfig("0 0 4 * * *", "x", true)));
    release.invoke("work", "PROD", "");
    await().atMost(Duration.ofSeconds(20)).until(() -> ended(release).size() == 1);
    var answers = answers(release);
    var records = ended(release);
    // when
    process.close();
    delete(folder.resolve("data/h2"));
    delete(folder.resolve("data/logs"));
    start();
    // then
    assertThat(answers(release)).isEqualTo(answers);
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(ended(release)).isEqualTo(records));
    // when
    process.close();
    fillWithNoise(folder.resolve("data/h2"));
    fillWithNoise(folder.resolve("data/logs"));
    start();
    // then
    assertThat(answers(release)).isEqualTo(answers);
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(ended(release)).isEqualTo(records));
  }

  private void start() {
    process = SuiteProcess.up(folder.resolve("data"), Map.of());
  }

  private static String async(Release release, String function) {
    return release
        .client()
        .invokeFunction(release.call(function, null, "x").setInvocationType("Async"))
        .getRequestId();
  }

  /** kill -9 of every process below the suite. */
  private void killInstances() {
    ProcessHandle.of(process.pid())
        .orElseThrow()
        .descendants()
        .forEach(ProcessHandle::destroyForcibly);
  }

  /** The calls that have begun, as often as they did. */
  private List<String> begun(Release release) {
    return process
        .suite()
        .all("/kafunc/logs?query=begun&service=" + release.service(), "logs")
        .stream()
        .map(line -> line.get("requestId").asText())
        .toList();
  }

  /** The terminal records of a service's calls, by request id; fails when one has two. */
  private Map<String, JsonNode> ended(Release release) {
    var rows = new HashMap<String, JsonNode>();
    process
        .suite()
        .all("/kafunc/invocations?service=" + release.service(), "invocations")
        .forEach(row -> assertThat(rows.put(row.get("requestId").asText(), row)).isNull());
    return rows;
  }

  private List<String> answers(Release release) {
    var base = "/2016-08-15/services/" + release.service();
    var answers = new ArrayList<String>();
    for (var path :
        List.of(
            "",
            "/functions",
            "/functions/work",
            "/versions",
            "/aliases",
            "/aliases/PROD",
            "/functions/work/triggers",
            "/functions/work/triggers/daily")) {
      var answer = process.suite().get(base + path);
      answers.add(
          answer.statusCode() + answer.headers().firstValue("Etag").orElse("") + answer.body());
    }
    answers.add(process.suite().get("/kafunc/history/services/" + release.service()).body());
    return answers;
  }

  private static void updateUntilItFails(Release release, AtomicInteger acknowledged) {
    try {
      for (int i = 1; ; i++) {
        release
            .client()
            .updateService(
                new UpdateServiceRequest(release.service()).setDescription(Integer.toString(i)));
        acknowledged.set(i);
      }
    } catch (RuntimeException killed) {
      // The suite is gone: what was acknowledged is known.
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static void fillWithNoise(Path folder) throws IOException {
    var random = new Random(7);
    try (var files = Files.walk(folder)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        var noise = new byte[(int) Math.min(Files.size(file), 1 << 20)];
        random.nextBytes(noise);
        Files.write(file, noise);
      }
    }
  }
}
