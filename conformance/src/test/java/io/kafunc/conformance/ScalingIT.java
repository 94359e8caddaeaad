// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Limits on on-demand instances, and instances that are kept ready. */
@ExtendWith(RunningSuite.class)
class ScalingIT {

  private static final String WHO = "exports.handler = (e, c, cb) => cb(null, '%s');";

  private final Suite suite;
  private final Release release;

  ScalingIT(Suite suite) {
    this.suite = suite;
    this.release = Release.ofNewService(suite).node("who", WHO.formatted("one"));
  }

  @Test
  void switchesAFunctionOffAndOnAtOnce() {
    // given
    assertThat(Release.text(release.invoke("who", null, ""))).isEqualTo("one");
    var limit =
        "/2016-08-15/services/%s/functions/who/on-demand-config".formatted(release.service());
    // when
    put(limit, "{\"maximumInstanceCount\":0}");
    // then
    Refused.by(429, "ResourceExhausted", () -> release.invoke("who", null, ""));
    // when
    put(limit, "{\"maximumInstanceCount\":1}");
    // then
    assertThat(Release.text(release.invoke("who", null, ""))).isEqualTo("one");
  }

  @Test
  void keepsBothVersionsOfASplitAliasReadyAndSaysSo() {
    // given
    release.publish();
    release.code("who", CodeZip.node(WHO.formatted("two")));
    release.publish();
    release.alias("PROD", "1", Map.of("2", 0.25f));
    var function = "/2016-08-15/services/%s.PROD/functions/who/".formatted(release.service());
    put(function + "on-demand-config", "{\"maximumInstanceCount\":0}");
    // when
    put(function + "provision-config", "{\"target\":4}");
    // then
    var config = awaitCurrent(function, 4);
    assertThat(config.get("target").asInt()).isEqualTo(4);
    assertThat(config.get("currentError").asText()).isEmpty();
    var instances = suite.json(function + "instances").get("instances");
    assertThat(instances.findValuesAsText("versionId"))
        .containsExactlyInAnyOrder("1", "1", "1", "2");
    for (int i = 0; i < 20; i++) {
      assertThat(Release.text(release.invoke("who", "PROD", ""))).isIn("one", "two");
    }
    var history = "/kafunc/instances/history?functionName=who&serviceName=" + release.service();
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> suite.json(history).get("points").findValues("provisioned"),
            provisioned -> provisioned.getLast().asInt() == 4);
    // when
    put(function + "provision-config", "{\"target\":0}");
    // then
    awaitCurrent(function, 0);
    Refused.by(429, "ResourceExhausted", () -> release.invoke("who", "PROD", ""));
  }

  private JsonNode awaitCurrent(String function, int count) {
    return await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> suite.json(function + "provision-config"),
            config -> config.get("current").asInt() == count);
  }

  private void put(String path, String body) {
    var answer =
        suite.send(
            suite
                .request(path)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(body)));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    release.changedElsewhere();
  }
}
