// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Provision and on-demand configs on the wire (contract 1.9). */
class ScalingApiTest {

  private static final String ACCOUNT = "1000000000000000";
  private static final String PROVISION = "/services/s.PROD/functions/f/provision-config";

  @TempDir static Path data;
  private static MetadataServer server;

  @BeforeAll
  static void start() {
    server = MetadataServer.inMemory(data);
    server.post("/services", "{\"serviceName\":\"s\"}");
    server.post("/services/s/functions", MetadataServer.function("f", ""));
    server.post("/services/s/functions", MetadataServer.function("g", ""));
    server.post("/services/s/versions", null);
    for (var alias : new String[] {"PROD", "P2", "P3"}) {
      server.post(
          "/services/s/aliases", "{\"aliasName\":\"%s\",\"versionId\":\"1\"}".formatted(alias));
    }
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void provisionsWithActionsAndPoliciesAndEndsAtZero() {
    var actions =
        "[{\"name\":\"noon\",\"startTime\":\"2020-10-10T10:10:10Z\","
            + "\"endTime\":\"2021-10-10T10:10:10Z\",\"target\":5,"
            + "\"scheduleExpression\":\"cron(0 */30 * * * *)\"}]";
    var policies =
        "[{\"name\":\"load\",\"startTime\":\"2020-10-10T10:10:10Z\","
            + "\"endTime\":\"2021-10-10T10:10:10Z\","
            + "\"metricType\":\"ProvisionedConcurrencyUtilization\",\"metricTarget\":0.6,"
            + "\"minCapacity\":1,\"maxCapacity\":10}]";

    var bare = server.put(PROVISION, "{\"target\":2}");
    assertThat(bare.text()).isEqualTo(provisioned(2, "null", "null", true));
    assertThat(bare.header("Etag")).isNotEmpty();

    var full =
        server.put(
            PROVISION,
            "{\"Target\":3,\"scheduledActions\":%s,\"targetTrackingPolicies\":%s}"
                .formatted(actions, policies));
    assertThat(full.text()).isEqualTo(provisioned(3, actions, policies, true));
    var stale = server.send("PUT", PROVISION, "{\"target\":9}", "If-Match", bare.header("Etag"));
    assertThat(stale.status()).isEqualTo(412);
    assertThat(stale.message()).isEqualTo("the resource being modified has been changed");

    var cleared =
        server.send(
            "PUT",
            PROVISION,
            "{\"scheduledActions\":[],\"targetTrackingPolicies\":[],\"alwaysAllocateCPU\":false}",
            "If-Match",
            full.header("Etag"));
    assertThat(cleared.text()).isEqualTo(provisioned(3, "[]", "[]", false));
    assertThat(server.get(PROVISION).text()).isEqualTo(cleared.text());
    assertThat(server.get(PROVISION).header("Etag")).isEqualTo(cleared.header("Etag"));

    assertThat(server.put(PROVISION, "{\"target\":0}").json().get("target").asInt()).isZero();
    assertThat(server.get(PROVISION).text()).isEqualTo(provisioned(0, "null", "null", true));
  }

  @Test
  void listsProvisionConfigsByServiceAndQualifier() {
    server.put("/services/s.P2/functions/f/provision-config", "{\"target\":1}");
    server.put("/services/s.P2/functions/g/provision-config", "{\"target\":1}");
    server.put("/services/s.1/functions/g/provision-config", "{\"target\":1}");

    var path = "/provision-configs?serviceName=s&qualifier=P2&limit=1";
    var first = server.get(path).json();
    assertThat(first.get("provisionConfigs").findValuesAsText("resource"))
        .containsExactly(ACCOUNT + "#s#P2#f");
    var token = first.get("nextToken").asText().replace("#", "%23");
    var second = server.get(path + "&nextToken=" + token).json();
    assertThat(second.get("provisionConfigs").findValuesAsText("resource"))
        .containsExactly(ACCOUNT + "#s#P2#g");
    assertThat(second.has("nextToken")).isFalse();
    assertThat(
            server
                .get("/provision-configs?serviceName=s")
                .json()
                .get("provisionConfigs")
                .findValuesAsText("resource"))
        .contains(ACCOUNT + "#s#1#g", ACCOUNT + "#s#P2#f");
    assertThat(server.get("/provision-configs?serviceName=none").text())
        .isEqualTo("{\"provisionConfigs\":[]}");

    assertThat(server.get("/provision-configs?limit=0").code()).isEqualTo("InvalidArgument");
    assertThat(server.get("/provision-configs?qualifier=P2").message())
        .isEqualTo("serviceName is required when qualifier is set");
  }

  @Test
  void refusesToProvisionWhatIsNotThere() {
    refuses("/services/none.PROD/functions/f", "{\"target\":1}", 404, "ServiceNotFound");
    refuses("/services/s.NONE/functions/f", "{\"target\":1}", 404, "AliasNotFound");
    refuses("/services/s.9/functions/f", "{\"target\":1}", 404, "VersionNotFound");
    refuses("/services/s.PROD/functions/none", "{\"target\":1}", 404, "FunctionNotFound");
    refuses("/services/s/functions/f", "{\"target\":1}", 400, "InvalidArgument");
    refuses("/services/s.PROD/functions/f", "{\"target\":\"x\"}", 400, "InvalidArgument");
    refuses(
        "/services/s.PROD/functions/f", "{\"scheduledActions\":[null]}", 400, "InvalidArgument");
    refuses("/services/s.PROD/functions/f", "", 400, "InvalidArgument");

    for (var path : new String[] {"none.PROD", "s.NONE", "s.9"}) {
      assertThat(server.get("/services/%s/functions/f/provision-config".formatted(path)).status())
          .isEqualTo(404);
    }
    assertThat(server.get("/services/s/functions/f/provision-config").code())
        .isEqualTo("InvalidArgument");
    assertThat(server.get("/services/s.P3/functions/f/provision-config").json().get("target"))
        .hasToString("0");
  }

  @Test
  void limitsOnDemandInstancesOfServicesThatNeedNotExist() {
    var path = "/services/later.PROD/functions/f/on-demand-config";
    var put = server.put(path, "{\"maximumInstanceCount\":3}");
    assertThat(put.text())
        .isEqualTo("{\"resource\":\"services/later.PROD/functions/f\",\"maximumInstanceCount\":3}");
    assertThat(server.get(path).text()).isEqualTo(put.text());
    assertThat(server.put(path, "{\"maximumInstanceCount\":0}").json().get("maximumInstanceCount"))
        .hasToString("0");

    assertThat(server.delete(path).status()).isEqualTo(204);
    for (var gone : new MetadataServer.Answer[] {server.get(path), server.delete(path)}) {
      assertThat(gone.status()).isEqualTo(404);
      assertThat(gone.code()).isEqualTo("OnDemandConfigNotFound");
    }
  }

  @Test
  void listsOnDemandConfigs() {
    assertThat(server.get("/on-demand-configs?prefix=none").text()).isEqualTo("{\"configs\":null}");
    for (var service : new String[] {"l_b", "l_a", "l_c"}) {
      server.put(
          "/services/%s/functions/f/on-demand-config".formatted(service),
          "{\"maximumInstanceCount\":1}");
    }
    var page = server.get("/on-demand-configs?prefix=services/l_&limit=2").json();
    assertThat(page.get("configs").findValuesAsText("resource"))
        .containsExactly("services/l_a.LATEST/functions/f", "services/l_b.LATEST/functions/f");
    assertThat(page.get("nextToken").asText()).isEqualTo("services/l_c.LATEST/functions/f");
    var rest =
        server
            .get("/on-demand-configs?prefix=services/l_&startKey=services/l_b.LATEST/functions/f")
            .json();
    assertThat(rest.get("configs").size()).isEqualTo(2);
    assertThat(rest.has("nextToken")).isFalse();
    assertThat(server.get("/on-demand-configs?limit=0").code()).isEqualTo("InvalidArgument");
  }

  private static void refuses(String function, String body, int status, String code) {
    var refused = server.put(function + "/provision-config", body);
    assertThat(refused.status()).as(function + body).isEqualTo(status);
    assertThat(refused.code()).isEqualTo(code);
    assertThat(refused.header("X-Fc-Request-Id")).hasSize(36);
  }

  private static String provisioned(int target, String actions, String policies, boolean cpu) {
    return ("{\"resource\":\"%s#s#PROD#f\",\"target\":%d,\"current\":0,\"currentError\":\"\","
            + "\"scheduledActions\":%s,\"targetTrackingPolicies\":%s,\"alwaysAllocateCPU\":%s}")
        .formatted(ACCOUNT, target, actions, policies, cpu);
  }
}
