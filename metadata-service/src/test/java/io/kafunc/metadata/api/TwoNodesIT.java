// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.api;

import static io.kafunc.metadata.api.MetadataServer.function;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kafunc.eventlog.kafka.TestBroker;
import io.kafunc.metadata.write.AccountHandler;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two metadata-services on one Kafka: one writes, both answer. */
class TwoNodesIT {

  @TempDir Path folder;

  @Test
  void forwardsWritesToTheOneThatDecidesAndShowsThemAtOnce() {
    try (var broker = new TestBroker(folder.resolve("kafka"));
        var writer = writing(server(broker, "a"));
        var other = server(broker, "b")) {
      await().until(() -> other.get("/services").status() == 200);
      assertThat(other.bean(AccountHandler.class).serving()).isFalse();

      for (int i = 0; i < 20; i++) {
        var name = "s" + i;
        var created = other.post("/services", "{\"serviceName\":\"%s\"}".formatted(name));
        assertThat(created.status()).as(created.text()).isEqualTo(200);
        assertThat(other.get("/services/" + name).text()).isEqualTo(created.text());
        assertThat(writer.get("/services/" + name).text()).isEqualTo(created.text());
      }
      assertThat(other.post("/services", "{\"serviceName\":\"s0\"}").code())
          .isEqualTo("ServiceAlreadyExists");
      assertThat(other.post("/services/s0/functions", function("f", "")).status()).isEqualTo(200);
      assertThat(other.delete("/services/s1").status()).isEqualTo(204);
      assertThat(other.get("/services/s1").status()).isEqualTo(404);

      var tags = "{\"resourceArn\":\"services/s0\",\"tags\":{\"a\":\"1\"},\"tagKeys\":[\"a\"]}";
      assertThat(other.post("/tag", tags).status()).isEqualTo(200);
      assertThat(other.get("/services/s0").json().get("tags").toString())
          .isEqualTo("{\"a\":\"1\"}");
      assertThat(other.send("DELETE", "/tag", tags).status()).isEqualTo(200);
      assertThat(other.get("/services/s0").json().get("tags").toString()).isEqualTo("{}");

      var code = other.get("/services/s0/functions/f/code").json().get("url").asText();
      await().until(() -> other.fetch(code).status() == 200);

      var large = "{\"description\":\"" + "x".repeat(1_020_000) + "\"}";
      assertThat(other.put("/services/s0", large).code()).isEqualTo("EntityTooLarge");
      assertThat(writer.put("/services/s0", large).code()).isEqualTo("EntityTooLarge");

      publishesALargeService(other);

      writer.close();
      await()
          .atMost(Duration.ofSeconds(10))
          .until(() -> other.bean(AccountHandler.class).serving());
      assertThat(other.put("/services/s0", "{\"description\":\"mine\"}").status()).isEqualTo(200);
    }
  }

  /** Its version is an event of more than a megabyte. */
  private static void publishesALargeService(MetadataServer server) {
    assertThat(server.post("/services", "{\"serviceName\":\"large\"}").status()).isEqualTo(200);
    var description = ",\"description\":\"" + "\\\"".repeat(70_000) + "\"";
    for (int i = 0; i < 20; i++) {
      var created = server.post("/services/large/functions", function("f" + i, description));
      assertThat(created.status()).as(created.text()).isEqualTo(200);
    }
    var published = server.post("/services/large/versions", "{\"description\":\"one\"}");
    assertThat(published.status()).as(published.text()).isEqualTo(200);
    assertThat(server.get("/services/large.1/functions/f7").text())
        .isEqualTo(server.get("/services/large/functions/f7").text());
    var tooLarge = ",\"description\":\"" + "x".repeat(90_000) + "\"";
    assertThat(server.post("/services/large/functions", function("g", tooLarge)).message())
        .isEqualTo("payload size exceeds maximum allowed size (80000 bytes)");
  }

  /** Waits until it was elected, so that the next one is not. */
  private static MetadataServer writing(MetadataServer server) {
    await().atMost(Duration.ofSeconds(30)).until(() -> server.bean(AccountHandler.class).serving());
    return server;
  }

  private MetadataServer server(TestBroker broker, String name) {
    int port = MetadataServer.freePort();
    return MetadataServer.startWithoutWriting(
        folder.resolve(name),
        Map.of(
            "kafunc.kafka.bootstrap-servers",
            broker.bootstrapServers(),
            "kafunc.public-url",
            "http://127.0.0.1:" + port,
            "micronaut.server.port",
            port));
  }
}
