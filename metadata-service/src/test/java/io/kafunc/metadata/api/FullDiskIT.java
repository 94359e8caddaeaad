// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.api;

import static io.kafunc.metadata.api.MetadataServer.base64;
import static io.kafunc.metadata.api.MetadataServer.function;
import static io.kafunc.metadata.api.MetadataServer.zip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Code on a disk of a megabyte, which only root can make. */
class FullDiskIT {

  @TempDir Path folder;
  private Path code;

  @BeforeEach
  void mount() throws IOException, InterruptedException {
    code = Files.createDirectories(folder.resolve("data/code"));
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", code.toString()) == 0,
        "nobody but root may mount a small disk");
  }

  @AfterEach
  void unmount() throws IOException, InterruptedException {
    run("umount", "-l", code.toString());
  }

  @Test
  void refusesCodeAndNothingElseUntilThereIsRoom() throws Exception {
    try (var server = MetadataServer.inMemory(folder.resolve("data"))) {
      // given
      server.post("/services", "{\"serviceName\":\"s\"}");
      assertThat(server.post("/services/s/functions", function("small", "")).status())
          .isEqualTo(200);
      var large =
          function("large", "")
              .replaceFirst("\"zipFile\":\"[^\"]*\"", "\"zipFile\":\"" + large() + "\"");
      // when
      var refused = server.post("/services/s/functions", large);
      // then
      assertThat(refused.status()).as(refused.text()).isEqualTo(507);
      assertThat(refused.code()).isEqualTo("InsufficientStorage");
      assertThat(refused.header("X-Fc-Request-Id")).isNotEmpty();
      assertThat(server.get("/services/s/functions/large").status()).isEqualTo(404);
      assertThat(server.get("/services/s/functions/small/code").status()).isEqualTo(200);
      assertThat(server.put("/services/s", "{\"description\":\"d\"}").status()).isEqualTo(200);
      try (var files = Files.list(code)) {
        assertThat(files).hasSize(1);
      }
      // when
      assertThat(run("mount", "-o", "remount,size=16m", code.toString())).isZero();
      // then
      assertThat(server.post("/services/s/functions", large).status()).isEqualTo(200);
    }
  }

  @Test
  void aDatabaseWithoutRoomDelaysAnswersAndLosesNoEvent() throws Exception {
    // given
    var database = Files.createDirectories(folder.resolve("data/h2"));
    assertThat(run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", database.toString())).isZero();
    try (var server = MetadataServer.inMemory(folder.resolve("data"))) {
      server.post("/services", "{\"serviceName\":\"s\"}");
      server.get("/services/s");
      // when
      var answers = new ArrayList<MetadataServer.Answer>();
      for (int i = 0; i < 20; i++) {
        fill(database);
        answers.add(server.post("/services/s/functions", function("f" + i, LONG)));
      }
      // then
      for (var answer : answers) {
        assertThat(answer.status()).as(answer.text()).isIn(200, 503);
        assertThat(answer.header("X-Fc-Request-Id")).isNotEmpty();
      }
      // when
      assertThat(run("mount", "-o", "remount,size=64m", database.toString())).isZero();
      // then
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> server.put("/services/s", "{\"description\":\"d\"}").status() == 200);
      for (int i = 0; i < answers.size(); i++) {
        var found = server.get("/services/s/functions/f" + i);
        assertThat(found.status()).as("f%d, %s", i, answers.get(i)).isEqualTo(200);
      }
    } finally {
      run("umount", "-l", database.toString());
    }
  }

  /** Takes what room is left, which a database that is opened anew may have made. */
  private static void fill(Path disk) throws IOException {
    try (var filler =
        Files.newOutputStream(
            disk.resolve("filler"), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      while (true) {
        filler.write(new byte[4096]);
      }
    } catch (IOException full) {
      assertThat(full).hasMessageContaining("No space left");
    }
  }

  private static final String LONG =
      ",\"environmentVariables\":{\"a\":\"" + "x".repeat(3000) + "\"}";

  /** An archive of some three megabytes. */
  private static String large() {
    var noise = new byte[3 << 20];
    new Random(7).nextBytes(noise);
    return base64(zip("index.js", HexFormat.of().formatHex(noise)));
  }

  private static int run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command).start().waitFor();
  }
}
