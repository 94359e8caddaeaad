// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The contracts of runtimes and of isolation as a user without any rights, on the rung that is left
 * to such a one. Where the tests run as such a user they prove it without this.
 */
class UnprivilegedIT {

  private static final int NOBODY = 30_500;

  @TempDir Path folder;

  @Test
  void holdsTheContractWithoutRights() throws Exception {
    assumeThat(System.getProperty("user.name"))
        .as("only root can become another")
        .isEqualTo("root");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    mirror(RuntimeBench.runtimes(), folder.resolve("runtimes"));

    var suite =
        new ProcessBuilder(command()).directory(folder.toFile()).redirectErrorStream(true).start();
    String said = new String(suite.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(suite.waitFor(5, TimeUnit.SECONDS)).as(said).isTrue();
    assertThat(said).contains("rungs [L0, L1]").containsPattern("succeeded [1-9][0-9]* failed 0");
  }

  private List<String> command() throws IOException {
    String user = Integer.toString(NOBODY);
    String java = ProcessHandle.current().info().command().orElseThrow();
    return List.of(
        "setpriv",
        "--reuid",
        user,
        "--regid",
        user,
        "--clear-groups",
        "--bounding-set=-all",
        "--inh-caps=-all",
        java,
        "--enable-native-access=ALL-UNNAMED",
        "-cp",
        readableClassPath(),
        UnprivilegedContract.class.getName());
  }

  /** The same classes where anybody may read them: a local repository is often closed to others. */
  private String readableClassPath() throws IOException {
    var path =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    var readable = new ArrayList<String>();
    var classes = Files.createDirectory(folder.resolve("classes"));
    for (String entry : path.split(File.pathSeparator)) {
      var source = Path.of(entry);
      if (Files.exists(source)) {
        var copy = classes.resolve(readable.size() + "-" + source.getFileName());
        mirror(source, copy);
        readable.add(copy.toString());
      }
    }
    return String.join(File.pathSeparator, readable);
  }

  private static void mirror(Path source, Path target) throws IOException {
    try (var files = Files.walk(source)) {
      for (Path file : files.toList()) {
        var copy = target.resolve(source.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          link(file, copy);
        }
      }
    }
  }

  private static void link(Path file, Path copy) throws IOException {
    try {
      Files.createLink(copy, file);
    } catch (IOException otherDisk) {
      Files.copy(file, copy);
    }
  }
}
