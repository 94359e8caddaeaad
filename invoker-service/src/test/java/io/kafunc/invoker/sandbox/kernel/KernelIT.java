// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.sandbox.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each kernel feature that is used, tried on a process of its own. */
public class KernelIT {

  @TempDir Path folder;
  private Process process;

  @BeforeEach
  void start() throws IOException {
    process = new ProcessBuilder("sleep", "600").start();
  }

  @AfterEach
  void end() {
    process.destroyForcibly();
  }

  @Test
  void stopsAndResumesAndKillsAProcess() throws Exception {
    Signals.stop(process.pid());
    await().untilAsserted(() -> assertThat(state()).isEqualTo('T'));

    Signals.resume(process.pid());
    await().untilAsserted(() -> assertThat(state()).isEqualTo('S'));

    Signals.kill(process.pid());
    assertThat(process.waitFor()).isEqualTo(137);
    Signals.kill(process.pid());
  }

  @Test
  void limitsWhatAProcessAllocates() throws IOException {
    ResourceLimits.data(process.pid(), 64L << 20);

    assertThat(Files.readString(proc("limits"))).containsPattern("Max data size +67108864 ");
  }

  @Test
  void mountsAFolderInTheNamespaceOfAnotherProcess() throws Exception {
    assumeRoot();
    var code = Files.createDirectory(folder.resolve("code"));
    Files.writeString(code.resolve("index.js"), "42");
    var seen = Files.createDirectory(folder.resolve("seen"));
    process.destroyForcibly();
    process = new ProcessBuilder("unshare", "--mount", "sleep", "600").start();
    await().untilAsserted(() -> assertThat(inNamespaceOfItsOwn()).isTrue());

    var seenAfterwards =
        Mounts.attachReadOnly(process.pid(), Map.of(seen.toString(), code))
            .thenApply(done -> seen.resolve("index.js").toFile().exists())
            .get(5, TimeUnit.SECONDS);

    assertThat(seenAfterwards).as("whoever is told runs at home").isFalse();

    var inside = proc("root").resolve(seen.toString().substring(1));
    assertThat(inside.resolve("index.js")).hasContent("42");
    assertThatThrownBy(() -> Files.writeString(inside.resolve("new"), "x"))
        .hasMessageContaining("Read-only file system");
    assertThat(seen).isEmptyDirectory();
  }

  @Test
  void saysWhyAFolderCannotBeMounted() {
    assumeRoot();

    assertThatThrownBy(
            () ->
                Mounts.attachReadOnly(process.pid(), Map.of("/mnt", folder.resolve("none"))).get())
        .cause()
        .hasMessageContaining("cannot attach")
        .cause()
        .hasMessage("open_tree: error 2");
  }

  private static void assumeRoot() {
    assumeThat(System.getProperty("user.name")).as("only root may mount").isEqualTo("root");
  }

  private boolean inNamespaceOfItsOwn() throws IOException {
    return Files.readString(proc("comm")).startsWith("sleep")
        && !Files.readSymbolicLink(proc("ns/mnt"))
            .equals(Files.readSymbolicLink(Path.of("/proc/self/ns/mnt")));
  }

  private char state() throws IOException {
    String stat = Files.readString(proc("stat"));
    return stat.charAt(stat.lastIndexOf(')') + 2);
  }

  private Path proc(String name) {
    return Path.of("/proc", Long.toString(process.pid())).resolve(name);
  }
}
