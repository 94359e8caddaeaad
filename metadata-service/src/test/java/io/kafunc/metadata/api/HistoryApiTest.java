// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.api;

import static io.kafunc.metadata.api.MetadataServer.base64;
import static io.kafunc.metadata.api.MetadataServer.function;
import static io.kafunc.metadata.api.MetadataServer.zip;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
  void tellsWhatWasBeforeAChangeOnWhicheverPage() {
    // given
    var whole = server.get(HISTORY).json().get("events");
    // when
    var paged = new ArrayList<JsonNode>();
    for (var next = ""; next != null; ) {
      var page = server.get(HISTORY + "?limit=1&nextToken=" + next).json();
      page.get("events").forEach(paged::add);
      next = page.path("nextToken").asText(null);
    }
    // then
    assertThat(paged).containsExactlyElementsOf(whole);
    assertThat(server.get(HISTORY + "/aliases/PROD").json().get("events"))
        .containsExactlyElementsOf(
            paged.stream()
                .filter(event -> event.get("subject").asText().equals("aliases/PROD"))
                .toList());
    assertThat(paged.getLast().get("before")).isEqualTo(paged.get(1).get("after"));
    assertThat(paged.getLast().get("after").isNull()).isTrue();
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
  void tellsTheStoryOfTagsBindingsAndTriggers() {
    server.post("/services", "{\"serviceName\":\"t\"}");
    server.post("/services/t/functions", function("f", ""));
    var body = "{\"resourceArn\":\"services/t\",\"tags\":{\"a\":\"1\"},\"tagKeys\":[\"a\"]}";
    server.post("/tag", body);
    server.send("DELETE", "/tag", body);
    server.post("/services/t/binding", "{\"vpcId\":\"vpc-1\"}");
    server.send("DELETE", "/services/t/binding", "{\"vpcId\":\"vpc-1\"}");
    server.post("/services/t/binding", "{\"vpcId\":\"vpc-2\"}");
    server.post(
        "/services/t/functions/f/triggers",
        "{\"triggerName\":\"x\",\"triggerType\":\"timer\","
            + "\"triggerConfig\":{\"cronExpression\":\"@every 1h\"}}");
    server.delete("/services/t/functions/f/triggers/x");
    var story = "/kafunc/history/services/t";

    var events = server.get(story).json().get("events");
    assertThat(types(story))
        .containsExactly(
            "ServiceCreated",
            "FunctionCreated",
            "ServiceTagged",
            "ServiceUntagged",
            "VpcBound",
            "VpcUnbound",
            "VpcBound",
            "TriggerCreated",
            "TriggerDeleted");
    assertThat(events.findValuesAsText("actor")).containsOnly("KFtestkey");
    var tagged = events.get(2);
    assertThat(tagged.get("before").get("tags").toString()).isEqualTo("{}");
    assertThat(tagged.get("after").get("tags").toString()).isEqualTo("{\"a\":\"1\"}");
    assertThat(events.get(3).get("after").get("tags").toString()).isEqualTo("{}");
    assertThat(types(story + "/bindings/vpc-1")).containsExactly("VpcBound", "VpcUnbound");
    assertThat(server.get(story + "/bindings/vpc-1?at=2100-01-01T00:00:00Z").code())
        .isEqualTo("VpcBindingNotFound");
    assertThat(server.get(story + "/bindings/vpc-2?at=2100-01-01T00:00:00Z").text())
        .isEqualTo("{\"vpcId\":\"vpc-2\"}");
    assertThat(types(story + "/functions/f/triggers/x"))
        .containsExactly("TriggerCreated", "TriggerDeleted");
    assertThat(server.get(story + "/functions/f/triggers/none").code())
        .isEqualTo("TriggerNotFound");
  }

  @Test
  void tellsTheStoryOfCustomDomainsAndLayers() {
    server.post("/custom-domains", "{\"domainName\":\"a.example.com\"}");
    server.put("/custom-domains/a.example.com", "{\"routeConfig\":{\"routes\":[]}}");
    server.delete("/custom-domains/a.example.com");
    var code = "{\"code\":{\"zipFile\":\"%s\"}}".formatted(base64(zip("a", "1")));
    server.post("/layers/l/versions", code);
    server.put("/layers/l/acl?public=true", null);
    server.post("/layers/l/versions", code);
    server.delete("/layers/l/versions/1");
    var later = "?at=2100-01-01T00:00:00Z";

    var domain = "/kafunc/history/custom-domains/a.example.com";
    assertThat(types(domain))
        .containsExactly("CustomDomainCreated", "CustomDomainUpdated", "CustomDomainDeleted");
    assertThat(server.get(domain + later).code()).isEqualTo("DomainNameNotFound");
    assertThat(server.get("/kafunc/history/custom-domains/none.com").code())
        .isEqualTo("DomainNameNotFound");
    assertThat(types("/kafunc/history/layers/l"))
        .containsExactly(
            "LayerVersionPublished", "LayerShared", "LayerVersionPublished", "LayerVersionDeleted");
    assertThat(server.get("/kafunc/history/layers/l" + later).text()).isEqualTo("{\"acl\":1}");
    assertThat(types("/kafunc/history/layers/l/versions/1"))
        .containsExactly("LayerVersionPublished", "LayerVersionDeleted");
    var versions = server.get("/kafunc/history/layers/l/versions/1").json().get("events");
    assertThat(versions.get(0).get("after").get("acl").asInt()).isZero();
    assertThat(versions.get(1).get("before").get("acl").asInt()).isOne();
    var shared = server.get("/kafunc/history/layers/l").json().get("events").get(1);
    assertThat(shared.get("before").get("acl").asInt()).isZero();
    assertThat(server.get("/kafunc/history/layers/l/versions/1" + later).code())
        .isEqualTo("LayerVersionNotFound");
    assertThat(
            server.get("/kafunc/history/layers/l/versions/2" + later).json().get("version").asInt())
        .isEqualTo(2);
    assertThat(server.get("/kafunc/history/layers/none").code()).isEqualTo("LayerNotFound");
  }

  private static List<String> types(String path) {
    var types = new ArrayList<String>();
    server.get(path).json().get("events").forEach(event -> types.add(event.get("type").asText()));
    return types;
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
    assertThat(server.get(HISTORY + "?at=-999999999-01-01T00:00:00Z").code())
        .isEqualTo("ServiceNotFound");
    assertThat(server.get(HISTORY + "?at=%2B999999999-12-31T23:59:59Z").text())
        .isEqualTo(server.get("/services/s").text());
    assertThat(server.get(HISTORY + "?at=2000-01-01T00:00:00Z").code())
        .isEqualTo("ServiceNotFound");
    assertThat(server.get(HISTORY + "/functions/f" + later).code()).isEqualTo("FunctionNotFound");
    assertThat(server.get(HISTORY + "?at=yesterday").code()).isEqualTo("InvalidArgument");
    assertThat(server.get("/kafunc/history/services/none").code()).isEqualTo("ServiceNotFound");
  }
}
