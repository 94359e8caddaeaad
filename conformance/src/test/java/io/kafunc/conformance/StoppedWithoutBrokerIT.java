// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A suite on a Kafka of somebody else's that is away: SIGTERM and Ctrl-C end it all the same, with
 * every process below it, and what was accepted or answered is there afterwards.
 */
class StoppedWithoutBrokerIT {

  private static final Duration LONG = Duration.ofSeconds(90);
  private static final int SIGINT = 2;
  private static final String WORK =
      "exports.handler = (e, c, cb) => setTimeout(() => cb(null, e), 30);";

  @TempDir Path folder;
  private String kafka;
  private Launched broker;
  private SuiteProcess suite;

  @BeforeEach
  void start() {
    kafka = "127.0.0.1:" + SuiteProcess.freePort();
    startBroker();
    startSuite();
  }

  @AfterEach
  void stop() {
    suite.close();
    broker.close();
  }

  @Test
  @Tag("soak")
  void endsWithinTenSecondsAndLosesNothing() throws IOException {
    // given
    var release = Release.ofNewService(suite.suite()).node("now", WORK).node("later", WORK);
    release.invoke("now", null, "warm");
    Set<String> answered = new HashSet<>();
    Set<String> accepted = new HashSet<>();
    for (var signal : signals()) {
      var now = Load.sync(suite.suite(), release.service(), "now", 4);
      var later = Load.async(suite.suite(), release.service(), "later", 4);
      await().atMost(LONG).until(() -> now.answered().size() > 50 && later.answered().size() > 200);
      // when
      broker.kill();
      int before = now.answered().size();
      await().atMost(LONG).until(() -> now.answered().size() > before + 100);
      var children = ProcessHandle.of(suite.pid()).orElseThrow().descendants().toList();
      long told = System.nanoTime();
      suite.end(signal);
      System.out.printf("ended %.1f s after SIG%s%n", (System.nanoTime() - told) / 1e9, signal);
      now.close();
      later.close();
      answered.addAll(now.answered().keySet());
      accepted.addAll(later.answered().keySet());
      // then
      assertThat(children).isNotEmpty();
      await()
          .atMost(Duration.ofSeconds(5))
          .untilAsserted(() -> assertThat(children).noneMatch(ProcessHandle::isAlive));
      // when
      startBroker();
      startSuite();
      // then
      await()
          .atMost(LONG)
          .untilAsserted(
              () -> {
                Conservation.holdsAt(suite.suite());
                assertThat(ended(release, "later")).doesNotHaveDuplicates().containsAll(accepted);
              });
      await()
          .atMost(LONG)
          .untilAsserted(
              () ->
                  assertThat(ended(release, "now")).doesNotHaveDuplicates().containsAll(answered));
    }
  }

  /** Whoever is started in the background ignores Ctrl-C, and so does what he starts. */
  private static List<String> signals() throws IOException {
    var ignored =
        Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(line -> line.startsWith("SigIgn:"))
            .mapToLong(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
            .findFirst()
            .orElse(0);
    return (ignored & 1 << (SIGINT - 1)) == 0 ? List.of("TERM", "INT") : List.of("TERM");
  }

  private void startBroker() {
    broker =
        Launched.kafunc(
            folder.resolve("broker.log"),
            Map.of(),
            SeparateProcesses.brokerCommand(folder.resolve("broker").toString(), kafka));
  }

  private void startSuite() {
    suite =
        SuiteProcess.up(folder.resolve("data"), Map.of("KAFUNC_KAFKA_BOOTSTRAP_SERVERS", kafka));
  }

  private List<String> ended(Release release, String function) {
    return suite
        .suite()
        .all(
            "/kafunc/invocations?service=" + release.service() + "&function=" + function,
            "invocations")
        .stream()
        .map(row -> row.get("requestId").asText())
        .toList();
  }
}
