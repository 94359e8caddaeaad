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

  @Test
  void saysWhatIsStoredOnly() {
    // given
    var oss =
        "{\"triggerName\":\"o\",\"triggerType\":\"oss\",\"sourceArn\":\"acs:oss:cn:1:bucket\","
            + "\"triggerConfig\":{\"events\":[\"oss:ObjectCreated:*\"]}}";
    var warning = "299 kafunc \"oss triggers are stored but do not fire yet\"";
    // when
    var created = server.post(TRIGGERS, oss);
    var updated = server.put(TRIGGERS + "/o", "{\"description\":\"d\"}");
    var read = server.get(TRIGGERS + "/o");
    // then
    assertThat(created.status()).as(created.text()).isEqualTo(200);
    assertThat(created.header("Warning")).isEqualTo(warning);
    assertThat(updated.header("Warning")).isEqualTo(warning);
    assertThat(read.header("Warning")).isEmpty();
    assertThat(read.text()).isEqualTo(updated.text());
    assertThat(server.post(TRIGGERS, timer("w", CONFIG)).header("Warning")).isEmpty();
    server.delete(TRIGGERS + "/o");
    server.delete(TRIGGERS + "/w");
  }

  @Test
  void namesTheAddressOfAnHttpTrigger() {
    // given
    var http =
        "{\"triggerName\":\"h\",\"triggerType\":\"http\",\"sourceArn\":\"dummy_arn\",\"qualifier\":\"%s\","
            + "\"invocationRole\":\"r\",\"triggerConfig\":{\"authType\":\"anonymous\",\"methods\":[\"GET\"]}}";
    server.post("/services/s/functions", function("web", ""));
    var triggers = "/services/s/functions/web/triggers";
    // when
    var created = server.post(triggers, http.formatted("PROD"));
    // then
    var url = server.uri("/2016-08-15/proxy/s.PROD/web/").toString();
    assertThat(created.status()).as(created.text()).isEqualTo(200);
    assertThat(created.json().get("urlInternet").asText()).isEqualTo(url);
    assertThat(created.json().get("urlIntranet").asText()).isEqualTo(url);
    assertThat(created.json().get("sourceArn").isNull()).isTrue();
    assertThat(created.json().get("invocationRole").asText()).isEmpty();
    assertThat(server.get(triggers + "/h").text()).isEqualTo(created.text());
    assertThat(server.get(triggers).json().get("triggers").get(0)).isEqualTo(created.json());
  }

  @Test
  void wantsAHeaderForEventBridge() {
    // given
    var body =
        "{\"triggerName\":\"e\",\"triggerType\":\"eventbridge\","
            + "\"triggerConfig\":{\"eventSourceConfig\":{\"eventSourceType\":\"Default\"}}}";
    var header = "x-fc-enable-eventbridge-trigger";
    // when
    var refused = server.post(TRIGGERS, body);
    var created = server.send("POST", TRIGGERS, body, header, "enable");
    // then
    assertThat(refused.code()).isEqualTo("MissingRequiredHeader");
    assertThat(refused.message())
        .isEqualTo("required HTTP header " + header + " was not specified");
    assertThat(created.json().get("sourceArn").asText())
        .isEqualTo("acs:eventbridge:local:1000000000000000:eventbus/default/rule/s-f-e");
    server.delete(TRIGGERS + "/e");
  }

  private static String timer(String name, String config) {
    return "{\"triggerName\":\"%s\",\"triggerType\":\"timer\",\"qualifier\":\"PROD\",\"sourceArn\":null,\"triggerConfig\":%s}"
        .formatted(name, config);
  }
}
