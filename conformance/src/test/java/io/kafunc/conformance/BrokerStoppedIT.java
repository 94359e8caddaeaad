// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The broker is stopped, and metadata-service is gone as well: calls of known functions go on and
 * their records come later; nothing is accepted that is not on disk; all resumes by itself.
 */
class BrokerStoppedIT {

  private static final Duration LONG = Duration.ofSeconds(120);

  @TempDir Path folder;
  private SeparateProcesses processes;

  @BeforeEach
  void start() {
    processes = SeparateProcesses.up(folder);
  }

  @AfterEach
  void stop() {
    processes.close();
  }

  @Test
  void knownFunctionsAreCalledThroughAShortStop() {
    goesOnThrough(Duration.ofSeconds(12));
  }

  @Test
  @Tag("soak")
  void knownFunctionsAreCalledThroughAMinute() {
    goesOnThrough(Duration.ofMinutes(1));
  }

  private void goesOnThrough(Duration away) {
    // given
    var suite = processes.suite();
    var release = Release.ofNewService(suite).node("now", echo()).node("later", echo());
    release.publish();
    release.invoke("now", null, "warm");
    release.invoke("later", null, "warm");
    var now = Load.sync(suite, release.service(), "now", 2);
    var later = Load.async(suite, release.service(), "later", 2);
    try (now;
        later) {
      await()
          .atMost(LONG)
          .until(() -> now.answered().size() > 100 && later.answered().size() > 100);
      // when
      processes.kill("metadata");
      processes.stop(SeparateProcesses.BROKER);
      long end = System.nanoTime() + away.toNanos();
      int before = now.answered().size();
      await()
          .atMost(away.plus(LONG))
          .until(
              () -> {
                Conservation.holdsAt(processes.suite("invoker"));
                return System.nanoTime() - end > 0;
              });
      int meanwhile = now.answered().size() - before;
      // then
      assertThat(now.refused()).isEmpty();
      assertThat(meanwhile).isGreaterThan(100);
      assertThat(later.refused()).allMatch(answer -> answer.startsWith("503 "));
      System.out.printf("%d calls while the broker was away %s%n", meanwhile, away);
      // when
      processes.start(SeparateProcesses.BROKER);
      processes.start("metadata");
      processes.awaitUp("metadata");
      int accepted = later.answered().size();
      await().atMost(LONG).until(() -> later.answered().size() > accepted + 100);
    }
    // then
    assertThat(now.refused()).isEmpty();
    int warm = 1;
    await()
        .atMost(LONG)
        .untilAsserted(
            () -> {
              var ids = ended(suite, release, "now");
              assertThat(ids).hasSize(now.answered().size() + warm);
              assertThat(new HashSet<>(ids).containsAll(now.answered().keySet())).isTrue();
            });
    await()
        .atMost(LONG)
        .untilAsserted(() -> Conservation.holdsWithAllSettledAt(processes.suite("invoker")));
    await()
        .atMost(LONG)
        .untilAsserted(
            () -> {
              var ids = ended(suite, release, "later&status=Succeeded");
              assertThat(new HashSet<>(ids)).hasSize(ids.size());
              assertThat(new HashSet<>(ids).containsAll(later.answered().keySet())).isTrue();
            });
    release.code("now", CodeZip.node(echo() + "// again"));
    assertThat(release.publish()).isEqualTo("2");
  }

  private static String echo() {
    return "exports.handler = (e, c, cb) => cb(null, e);";
  }

  private static List<String> ended(Suite suite, Release release, String function) {
    return suite.requestIds(
        "/kafunc/invocations?service=" + release.service() + "&function=" + function,
        "invocations");
  }
}
