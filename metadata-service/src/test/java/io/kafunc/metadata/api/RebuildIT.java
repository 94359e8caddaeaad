// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.api;

import static io.kafunc.metadata.api.MetadataServer.base64;
import static io.kafunc.metadata.api.MetadataServer.function;
import static io.kafunc.metadata.api.MetadataServer.zip;
import static org.assertj.core.api.Assertions.assertThat;

import io.kafunc.eventlog.kafka.TestBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rows can be lost at any time: the log has everything. */
class RebuildIT {

  private static final List<String> READS =
      List.of(
          "/services",
          "/services/s",
          "/services/s.1",
          "/services/s.PROD/functions",
          "/services/s/functions/f",
          "/services/s/versions",
          "/services/s/aliases/PROD",
          "/services/s/functions/f/triggers",
          "/services?tag_team=a",
          "/services/s/bindings",
          "/custom-domains",
          "/kafunc/history/layers/l",
          "/kafunc/history/services/s");

  @TempDir static Path folder;
  private static TestBroker broker;
  private static Path data;

  @BeforeAll
  static void start() {
    broker = new TestBroker(folder.resolve("kafka"));
    data = folder.resolve("data");
    try (var server = server()) {
      fill(server);
    }
  }

  /** Makes what {@link #answers} reads. */
  static void fill(MetadataServer server) {
    server.post("/services", "{\"serviceName\":\"s\"}");
    server.post("/services/s/functions", function("f", ""));
    server.post("/services/s/functions", function("g", ""));
    server.post("/services/s/versions", "{\"description\":\"one\"}");
    server.post("/services/s/aliases", "{\"aliasName\":\"PROD\",\"versionId\":\"1\"}");
    server.post(
        "/services/s/functions/f/triggers",
        "{\"triggerName\":\"t\",\"triggerType\":\"timer\","
            + "\"triggerConfig\":{\"cronExpression\":\"@every 1h\"}}");
    server.put("/services/s", "{\"description\":\"later\"}");
    server.delete("/services/s/functions/g");
    server.post("/tag", "{\"resourceArn\":\"services/s\",\"tags\":{\"team\":\"a\"}}");
    server.post("/services/s/binding", "{\"vpcId\":\"vpc-1\"}");
    server.post("/custom-domains", "{\"domainName\":\"a.example.com\"}");
    server.post(
        "/layers/l/versions",
        "{\"code\":{\"zipFile\":\"%s\"}}".formatted(base64(zip("lib.js", "1"))));
    server.put("/layers/l/acl?public=true", null);
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @Test
  void givesTheSameAnswersAfterItsDatabaseWasLostOrSpoilt() throws IOException {
    var before = answers();

    assertThat(answers()).as("restarted").isEqualTo(before);
    for (var file : database()) {
      Files.delete(file);
    }
    assertThat(answers()).as("deleted").isEqualTo(before);
    for (var file : database()) {
      var noise = new byte[(int) Files.size(file)];
      new Random(1).nextBytes(noise);
      Files.write(file, noise);
    }
    assertThat(answers()).as("noise").isEqualTo(before);
    for (var file : database()) {
      Files.write(file, new byte[0]);
    }
    assertThat(answers()).as("emptied").isEqualTo(before);
  }

  @Test
  void goesOnCountingWhereItStood() {
    long revision;
    try (var server = server()) {
      revision = Long.parseLong(server.put("/services/s", "{}").header("Etag"));
    }
    try (var server = server()) {
      assertThat(server.put("/services/s", "{}").header("Etag"))
          .isEqualTo(Long.toString(revision + 1));
      assertThat(server.post("/services/s/versions", null).status()).isEqualTo(200);
    }
  }

  private static List<String> answers() {
    try (var server = server()) {
      return answers(server);
    }
  }

  /** Whole answers with their ETags. */
  static List<String> answers(MetadataServer server) {
    return READS.stream()
        .map(
            path -> {
              var answer = server.get(path);
              assertThat(answer.status()).as(path).isEqualTo(200);
              return answer.header("Etag") + " " + answer.text();
            })
        .toList();
  }

  private static MetadataServer server() {
    return MetadataServer.start(
        data, Map.of("kafunc.kafka.bootstrap-servers", broker.bootstrapServers()));
  }

  private static List<Path> database() throws IOException {
    try (Stream<Path> files = Files.list(data.resolve("h2"))) {
      return files.filter(Files::isRegularFile).toList();
    }
  }
}
