// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.kafunc.conformance.Load.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a kill -9 of an invoker costs: of synchronous calls answered in the last 100 ms before it
 * records and lines may be missing, of all others none, each there once.
 */
class LostRecordsIT {

  private static final Duration MAY_BE_LOST = Duration.ofMillis(100);
  private static final Duration LONG = Duration.ofSeconds(90);
  private static final int CALLERS = 4;
  private static final String SPEAKS =
      "exports.handler = (e, c, cb) => { console.log('spoken ' + e); cb(null, e); };";

  @TempDir static Path folder;
  private static SeparateProcesses processes;
  private Release release;
  private String test;

  @BeforeAll
  static void start() {
    processes = SeparateProcesses.up(folder);
  }

  @AfterAll
  static void stop() {
    processes.close();
  }

  @BeforeEach
  void release(TestInfo info) {
    test = info.getDisplayName();
    release = Release.ofNewService(processes.suite()).node("f", SPEAKS);
    release.invoke("f", null, "warm");
  }

  @Test
  void whileTheBrokerIsThere() {
    try (var load = Load.sync(processes.suite(), release.service(), "f", CALLERS)) {
      // given
      answersMore(load, 1_000);
      // when
      long killed = kill(load);
      processes.start("invoker");
      // then
      isThere(load.answered(), killed);
    }
  }

  @Test
  void whileTheBrokerSaysNothing() {
    try (var load = Load.sync(processes.suite(), release.service(), "f", CALLERS)) {
      // given
      answersMore(load, 200);
      processes.process(SeparateProcesses.BROKER).signal("STOP");
      long silent = System.nanoTime();
      await().atMost(LONG).until(() -> System.nanoTime() - silent > 3 * MAY_BE_LOST.toNanos());
      answersMore(load, 10);
      // when
      long killed = kill(load);
      processes.process(SeparateProcesses.BROKER).signal("CONT");
      processes.start("invoker");
      // then
      isThere(load.answered(), killed);
    }
  }

  @Test
  @Tag("soak")
  void whileTheBrokerIsAway() {
    try (var load = Load.sync(processes.suite(), release.service(), "f", CALLERS)) {
      // given
      answersMore(load, 200);
      processes.kill(SeparateProcesses.BROKER);
      answersMore(load, 2_000);
      // when
      long killed = kill(load);
      processes.start(SeparateProcesses.BROKER);
      processes.start("invoker");
      // then
      isThere(load.answered(), killed);
    }
  }

  private static void answersMore(Load load, int calls) {
    int enough = load.answered().size() + calls;
    await().atMost(LONG).until(() -> load.answered().size() >= enough);
  }

  /** Kills the invoker under load; returns a moment before the kill. */
  private static long kill(Load load) {
    long killed = System.nanoTime();
    processes.kill("invoker");
    load.stop();
    return killed;
  }

  private void isThere(Map<String, Answer> answered, long killed) {
    processes.awaitUp("invoker");
    var mustBeThere =
        answered.entrySet().stream()
            .filter(call -> killed - call.getValue().time() > MAY_BE_LOST.toNanos())
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    assertThat(mustBeThere).isNotEmpty();
    await().atMost(LONG).untilAsserted(() -> assertThat(records()).containsAll(mustBeThere));
    await().atMost(LONG).untilAsserted(() -> assertThat(lines()).containsAll(mustBeThere));
    assertThat(records()).doesNotHaveDuplicates();
    assertThat(lines()).doesNotHaveDuplicates();
    tell("records", answered, killed, new HashSet<>(records()));
    tell("lines", answered, killed, new HashSet<>(lines()));
  }

  private List<String> records() {
    return ids(
        processes.suite().all("/kafunc/invocations?service=" + release.service(), "invocations"));
  }

  private List<String> lines() {
    return ids(
        processes.suite().all("/kafunc/logs?query=spoken&service=" + release.service(), "logs"));
  }

  private static List<String> ids(List<JsonNode> rows) {
    return rows.stream().map(row -> row.get("requestId").asText()).toList();
  }

  private void tell(String what, Map<String, Answer> answered, long killed, Set<String> found) {
    var ages =
        answered.entrySet().stream()
            .filter(call -> !found.contains(call.getKey()))
            .mapToDouble(call -> (killed - call.getValue().time()) / 1e6)
            .summaryStatistics();
    System.out.printf(
        "%s: %d calls answered, %s of %d missing, the oldest answered %.0f ms before the kill%n",
        test, answered.size(), what, ages.getCount(), Math.max(0, ages.getMax()));
  }
}
