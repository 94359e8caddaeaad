// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.code;

import static io.kafunc.metadata.api.MetadataServer.base64;
import static io.kafunc.metadata.api.MetadataServer.zip;
import static org.assertj.core.api.Assertions.assertThat;

import io.kafunc.archive.CodeDigest;
import io.kafunc.archive.GraceTime;
import io.kafunc.metadata.api.MetadataServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CodeCollectorTest {

  private static final String FUNCTIONS = "/services/s/functions";
  private static final int ROUNDS = 200;

  @TempDir static Path data;
  private static MetadataServer server;
  private static CodeCollector collector;
  private static CodeStore store;

  @BeforeAll
  static void start() {
    server = MetadataServer.inMemory(data);
    collector = server.bean(CodeCollector.class);
    store = server.bean(CodeStore.class);
    server.post("/services", "{\"serviceName\":\"s\"}");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void removesWhatNothingNamesAnyMore() throws IOException {
    create("gone", "gone");
    age("gone");
    collect();
    assertThat(isHere("gone")).isTrue();

    server.delete(FUNCTIONS + "/gone");
    collect();
    assertThat(isHere("gone")).isFalse();
  }

  @Test
  void keepsWhatAVersionOrALayerNames() throws IOException {
    create("versioned", "frozen");
    server.post("/services/s/versions", "{}");
    server.put(FUNCTIONS + "/versioned", "{\"code\":{\"zipFile\":\"%s\"}}".formatted(code("new")));
    var layer =
        server.post(
            "/layers/l/versions",
            "{\"code\":{\"zipFile\":\"%s\"},\"compatibleRuntime\":[\"nodejs12\"]}"
                .formatted(code("layer")));
    assertThat(layer.status()).as(layer.text()).isEqualTo(200);

    for (var content : List.of("frozen", "new", "layer")) {
      age(content);
    }
    collect();

    assertThat(List.of("frozen", "new", "layer")).allMatch(CodeCollectorTest::isHere);
  }

  @Test
  void keepsWhatWasStoredAMomentAgo() throws IOException {
    keep("moment");
    assertThat(store.remove(List.of(sha256("moment")), Set::of, Instant.now().minusSeconds(60)))
        .isEmpty();
    assertThat(isHere("moment")).isTrue();
  }

  /** The upload's event comes after it was kept; until then nothing but its age protects it. */
  @Test
  void neverTakesAnArchiveFromAnUploadOfTheSameContent() throws Exception {
    keep("raced");
    for (int round = 0; round < ROUNDS; round++) {
      age("raced");
      var removing = CompletableFuture.runAsync(CodeCollectorTest::removeAged);
      keep("raced");
      removing.join();
      assertThat(isHere("raced")).as("round " + round).isTrue();
    }
  }

  private static void removeAged() {
    try {
      store.remove(List.of(sha256("raced")), Set::of, Instant.now().minusSeconds(60));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Without a grace time, so that a round shows its judgement of what was stored long ago. */
  private static void collect() throws IOException {
    collector.collect(new GraceTime(Duration.ZERO), Duration.ZERO);
  }

  private static void create(String name, String content) {
    var created =
        server.post(
            FUNCTIONS,
            """
            {"functionName":"%s","runtime":"nodejs12","handler":"index.handler",
             "code":{"zipFile":"%s"}}"""
                .formatted(name, code(content)));
    assertThat(created.status()).as(created.text()).isEqualTo(200);
  }

  private static void keep(String content) throws IOException {
    store.keep(store.stage(out -> out.write(zip("index.js", content))));
  }

  private static void age(String content) throws IOException {
    var file = store.find(sha256(content)).orElseThrow();
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(3600)));
  }

  private static boolean isHere(String content) {
    return store.find(sha256(content)).isPresent();
  }

  private static String code(String content) {
    return base64(zip("index.js", content));
  }

  private static String sha256(String content) {
    var digest = new CodeDigest();
    var archive = zip("index.js", content);
    digest.update(archive, 0, archive.length);
    return digest.sha256();
  }
}
