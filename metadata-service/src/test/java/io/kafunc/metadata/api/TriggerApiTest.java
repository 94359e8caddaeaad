// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.api;

import static io.kafunc.metadata.api.MetadataServer.function;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TriggerApiTest {

  private static final String TRIGGERS = "/services/s/functions/f/triggers";
  private static final String CONFIG =
      "{\"payload\":\"awesome-fc\",\"cronExpression\":\"@every 5m\",\"enable\":true}";

  @TempDir static Path data;
  private static MetadataServer server;

  @BeforeAll
  static void start() {
    server = MetadataServer.inMemory(data);
    server.post("/services", "{\"serviceName\":\"s\"}");
    server.post("/services/s/functions", function("f", ""));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void createsReadsUpdatesAndDeletes() {
    var created = server.post(TRIGGERS, timer("t", CONFIG));
    assertThat(created.status()).as(created.text()).isEqualTo(200);
    var id = created.json().get("triggerId").asText();
    var time = created.json().get("createdTime").asText();
    assertThat(created.text())
        .isEqualTo(
            ("{\"triggerName\":\"t\",\"description\":\"\",\"triggerId\":\"%s\",\"sourceArn\":null,"
                    + "\"triggerType\":\"timer\",\"invocationRole\":\"\",\"qualifier\":\"PROD\","
                    + "\"triggerConfig\":%s,\"createdTime\":\"%s\",\"lastModifiedTime\":\"%s\"}")
                .formatted(id, CONFIG, time, time));
    assertThat(server.get(TRIGGERS + "/t").text()).isEqualTo(created.text());

    var updated =
        server.put(TRIGGERS + "/t", "{\"triggerConfig\":" + CONFIG.replace("true", "false") + "}");
    assertThat(updated.json().get("triggerConfig").get("enable").asBoolean()).isFalse();
    assertThat(updated.json().get("qualifier").asText()).isEqualTo("PROD");

    assertThat(server.delete("/services/s/functions/f").code()).isEqualTo("FunctionNotEmpty");
    assertThat(server.delete(TRIGGERS + "/t").status()).isEqualTo(204);
    assertThat(server.get(TRIGGERS + "/t").code()).isEqualTo("TriggerNotFound");
  }

  @Test
  void lists() {
    server.post(TRIGGERS, timer("l_b", CONFIG));
    server.post(TRIGGERS, timer("l_a", CONFIG));

    var page = server.get(TRIGGERS + "?prefix=l_&limit=1").json();
    assertThat(page.get("triggers").findValuesAsText("triggerName")).containsExactly("l_a");
    assertThat(page.get("nextToken").asText()).isEqualTo("l_b");
    assertThat(server.get(TRIGGERS + "?prefix=none").text()).isEqualTo("{\"triggers\":[]}");
    assertThat(server.get("/services/s/functions/none/triggers").code())
        .isEqualTo("FunctionNotFound");
    server.delete(TRIGGERS + "/l_a");
    server.delete(TRIGGERS + "/l_b");
  }

  @Test
  void refusesWrongRequests() {
    assertThat(server.post(TRIGGERS, timer("x", "{\"cronExpression\":\"never\"}")).message())
        .startsWith("cronExpression is set to an invalid value");
    assertThat(server.post(TRIGGERS, timer("x", "[]")).status()).isEqualTo(400);
    assertThat(server.post(TRIGGERS, timer("x", "null")).status()).isEqualTo(400);
    assertThat(server.post(TRIGGERS, timer("x", CONFIG).replace("timer", "pigeon")).message())
        .startsWith("triggerType is set to an invalid value");
    assertThat(server.post(TRIGGERS, timer("1", CONFIG)).message()).startsWith("triggerName");
  }

  private static String timer(String name, String config) {
    return "{\"triggerName\":\"%s\",\"triggerType\":\"timer\",\"qualifier\":\"PROD\",\"sourceArn\":null,\"triggerConfig\":%s}"
        .formatted(name, config);
  }
}
