// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.api;

import static io.kafunc.metadata.api.MetadataServer.function;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryApiTest {

  private static final String HISTORY = "/kafunc/history/services/s";

  @TempDir static Path data;
  private static MetadataServer server;

  @BeforeAll
  static void start() {
    server = MetadataServer.inMemory(data);
    server.post("/services", "{\"serviceName\":\"s\"}");
    server.post("/services/s/functions", function("f", ""));
    server.post("/services/s/functions", function("f1", ""));
    server.post("/services/s/versions", null);
    server.put("/services/s", "{\"description\":\"d\"}");
    server.post("/services/s/versions", null);
    server.post("/services/s/aliases", "{\"aliasName\":\"PROD\",\"versionId\":\"1\"}");
    server.put("/services/s/aliases/PROD", "{\"versionId\":\"2\"}");
    server.put("/services/s/aliases/PROD", "{\"description\":\"two\"}");
    server.put("/services/s.PROD/functions/f/provision-config", "{\"target\":2}");
    server.put("/services/s/functions/f/async-invoke-config", "{\"maxAsyncRetryAttempts\":1}");
    server.put("/services/s/functions/f/on-demand-config", "{\"maximumInstanceCount\":4}");
    server.delete("/services/s/functions/f");
    server.delete("/services/s/functions/f/on-demand-config");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void tellsWhoMovedAnAliasFromWhereToWhere() {
    var events = server.get(HISTORY + "/aliases/PROD").json().get("events");

    assertThat(events.findValuesAsText("type"))
        .containsExactly("AliasCreated", "AliasMoved", "AliasUpdated");
    var moved = events.get(1);
    assertThat(moved.get("actor").asText()).isEqualTo("KFtestkey");
    assertThat(moved.get("requestId").asText()).hasSize(36);
    assertThat(moved.get("time").asText()).matches(".*T.*\\.\\d{3}Z");
    assertThat(moved.get("before").get("versionId").asText()).isEqualTo("1");
    assertThat(moved.get("after").get("versionId").asText()).isEqualTo("2");
    assertThat(events.get(0).get("before").isNull()).isTrue();
  }

  @Test
  void tellsTheWholeStoryOfAServicePageByPage() {
    var types = new ArrayList<String>();
    var next = "";
    do {
      var page = server.get(HISTORY + "?limit=3&nextToken=" + next).json();
      page.get("events").forEach(event -> types.add(event.get("type").asText()));
      next = page.path("nextToken").asText("");
    } while (!next.isEmpty());

    assertThat(types)
        .containsExactly(
            "ServiceCreated",
            "FunctionCreated",
            "FunctionCreated",
            "VersionPublished",
            "ServiceUpdated",
            "VersionPublished",
            "AliasCreated",
            "AliasMoved",
            "AliasUpdated",
            "ProvisionConfigPut",
            "AsyncInvokeConfigPut",
            "FunctionDeleted");
    assertThat(server.get(HISTORY + "/functions/f").json().get("events").findValuesAsText("type"))
        .containsExactly(
            "FunctionCreated", "ProvisionConfigPut", "AsyncInvokeConfigPut", "FunctionDeleted");
  }

  @Test
  void tellsWhatStoodBesideTheServices() {
    var path = "/kafunc/history/on-demand-configs/services/s.LATEST/functions/f";
    var events = server.get(path).json().get("events");

    assertThat(events.findValuesAsText("type"))
        .containsExactly("OnDemandConfigPut", "OnDemandConfigDeleted");
    assertThat(events.get(0).get("after").get("maximumInstanceCount").asInt()).isEqualTo(4);
    assertThat(events.get(0).get("subject").asText())
        .isEqualTo("on-demand-configs/services/s.LATEST/functions/f");
    assertThat(server.get(path + "?at=2100-01-01T00:00:00Z").code())
        .isEqualTo("OnDemandConfigNotFound");
  }

  @Test
  void endsAConfigurationWithItsFunction() {
    var path = HISTORY + "/functions/f/provision-configs/PROD";
    var put = server.get(path).json().get("events").get(0);

    assertThat(put.get("after").get("target").asInt()).isEqualTo(2);
    var then = server.get(path + "?at=" + put.get("time").asText());
    assertThat(then.json().path("target").asInt(2)).isEqualTo(2);
    assertThat(server.get(path + "?at=2100-01-01T00:00:00Z").code())
        .isEqualTo("ProvisionConfigNotFound");
    assertThat(
            server
                .get(HISTORY + "/functions/f/async-invoke-configs/LATEST?at=2100-01-01T00:00:00Z")
                .code())
        .isEqualTo("AsyncConfigNotExists");
  }

  @Test
  void answersWhatAThingLookedLikeThen() {
    var service = server.get("/services/s");
    var later = "?at=2100-01-01T00:00:00Z";

    assertThat(server.get(HISTORY + later).text()).isEqualTo(service.text());
    assertThat(server.get(HISTORY + later).header("Etag")).isEqualTo(service.header("Etag"));
    var moved = server.get(HISTORY + "/aliases/PROD").json().get("events").get(1);
    assertThat(server.get(HISTORY + "/aliases/PROD" + later).json().get("versionId").asText())
        .isEqualTo("2");
    var then = server.get(HISTORY + "/aliases/PROD?at=" + moved.get("time").asText());
    assertThat(then.json().get("versionId").asText()).isEqualTo("2");
    assertThat(server.get(HISTORY + "?at=2000-01-01T00:00:00Z").code())
        .isEqualTo("ServiceNotFound");
    assertThat(server.get(HISTORY + "/functions/f" + later).code()).isEqualTo("FunctionNotFound");
    assertThat(server.get(HISTORY + "?at=yesterday").code()).isEqualTo("InvalidArgument");
    assertThat(server.get("/kafunc/history/services/none").code()).isEqualTo("ServiceNotFound");
  }
}
