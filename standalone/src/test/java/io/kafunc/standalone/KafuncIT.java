// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as a process of its own: what it says, how it ends. */
final class KafuncIT {

  private static final Duration START = Duration.ofSeconds(60);

  @TempDir Path folder;
  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void endAll() {
    started.forEach(Process::destroyForcibly);
  }

  @Test
  void saysInOneSentenceThatThePortIsTaken() throws Exception {
    try (ServerSocket held = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      Process process = kafunc("up", "--port", Integer.toString(held.getLocalPort()));
      assertThat(exit(process)).isEqualTo(1);
      assertThat(said())
          .startsWith("Port " + held.getLocalPort() + " on 127.0.0.1 is in use")
          .hasLineCount(1);
    }
  }

  @Test
  void saysWhatAServiceAloneNeeds() throws Exception {
    assertThat(exit(kafunc("serve", "metadata"))).isEqualTo(1);
    assertThat(said()).contains("KAFUNC_KAFKA_BOOTSTRAP_SERVERS").hasLineCount(1);
  }

  @Test
  void endsWithTwoWhenItDoesNotUnderstand() throws Exception {
    assertThat(exit(kafunc("up", "--prot", "1"))).isEqualTo(2);
    assertThat(said()).contains("--prot");
  }

  @Test
  void endsCleanlyWithinTenSecondsOfSigterm() throws Exception {
    Process process = kafunc("up", "--port", "0");
    await().atMost(START).until(() -> said().contains("curl -u"));
    process.destroy();
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(said()).contains("stopped data=").doesNotContain("Exception");
    assertThat(process.descendants()).isEmpty();
  }

  @Test
  void comesBackAfterAKill() throws Exception {
    Process first = kafunc("up", "--port", "0");
    await().atMost(START).until(() -> said().contains("curl -u"));
    first.destroyForcibly().waitFor();
    kafunc("up", "--port", "0");
    await().atMost(START).until(() -> said().contains("curl -u"));
  }

  private Process kafunc(String command, String... options) throws IOException {
    List<String> line =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Kafunc.class.getName(),
                command,
                "--data",
                folder.resolve("data").toString()));
    line.addAll(List.of(options));
    Process process =
        new ProcessBuilder(line)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("out").toFile())
            .start();
    started.add(process);
    return process;
  }

  private static int exit(Process process) throws InterruptedException {
    assertThat(process.waitFor(START.toSeconds(), TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  private String said() throws IOException {
    return Files.readString(folder.resolve("out"), UTF_8);
  }
}
