// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** kill -9 of the suite leaves no instance behind, nor the sleepers they started, on any rung. */
class KilledSuiteIT {

  private static final String SECONDS = Long.toString(3600 + System.nanoTime() % 100_000_000);

  @Test
  void leavesNoProcessBehind() throws IOException {
    var java = ProcessHandle.current().info().command().orElseThrow();
    var path =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    var suite =
        new ProcessBuilder(
                java,
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                path,
                DoomedSuite.class.getName(),
                SECONDS)
            .redirectErrorStream(true)
            .start();
    try {
      awaitReady(suite);
      var family = new HashSet<Long>();
      suite.descendants().forEach(process -> family.add(process.pid()));
      assertThat(sleepers()).isNotZero();
      assertThat(family).hasSizeGreaterThan(8);

      suite.destroyForcibly();

      await()
          .atMost(Duration.ofSeconds(10))
          .untilAsserted(() -> assertThat(alive(family)).isEmpty());
      assertThat(sleepers()).isZero();
    } finally {
      suite.destroyForcibly();
    }
  }

  private static void awaitReady(Process suite) throws IOException {
    var out =
        new BufferedReader(new InputStreamReader(suite.getInputStream(), StandardCharsets.UTF_8));
    var said = new StringBuilder();
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.equals("ready")) {
        return;
      }
      said.append(line).append('\n');
    }
    throw new AssertionError("the suite did not start: " + said);
  }

  private static Set<Long> alive(Set<Long> pids) {
    var left = new HashSet<Long>();
    for (long pid : pids) {
      ProcessHandle.of(pid).filter(ProcessHandle::isAlive).ifPresent(process -> left.add(pid));
    }
    return left;
  }

  private static long sleepers() {
    return ProcessHandle.allProcesses()
        .filter(process -> process.info().commandLine().orElse("").endsWith("sleep " + SECONDS))
        .count();
  }
}
