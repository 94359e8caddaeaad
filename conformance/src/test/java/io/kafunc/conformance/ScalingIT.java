// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
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

  @Test
  void followsAScheduleAndTheLoadWithoutAFailedCall() {
    // given
    release.node(
        "slow", "exports.handler = (e, c, cb) => setTimeout(() => cb(null, 'done'), 300);");
    release.publish();
    release.alias("LOAD", "1", Map.of());
    var function = "/2016-08-15/services/%s.LOAD/functions/slow/".formatted(release.service());
    var now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    var period =
        "\"startTime\":\"%s\",\"endTime\":\"%s\""
            .formatted(now.minus(1, ChronoUnit.HOURS), now.plus(1, ChronoUnit.HOURS));
    // when
    put(
        function + "provision-config",
        "{\"scheduledActions\":[{\"name\":\"soon\",%s,\"target\":2,\"scheduleExpression\":\"at(%s)\"}]}"
            .formatted(period, now.plusSeconds(3)));
    // then
    assertThat(awaitCurrent(function, 2).get("target").asInt()).isEqualTo(2);
    // when
    put(
        function + "provision-config",
        ("{\"scheduledActions\":[],\"targetTrackingPolicies\":[{\"name\":\"load\",%s,"
                + "\"metricType\":\"ProvisionedConcurrencyUtilization\",\"metricTarget\":0.5,"
                + "\"minCapacity\":1,\"maxCapacity\":4}]}")
            .formatted(period));
    awaitCurrent(function, 1);
    var stop = new AtomicBoolean();
    var callers = List.of(keepCalling(function, stop), keepCalling(function, stop));
    var loaded = awaitCurrent(function, 4);
    put(function + "provision-config", "{\"target\":0,\"targetTrackingPolicies\":[]}");
    awaitCurrent(function, 0);
    stop.set(true);
    // then
    assertThat(loaded.get("target").asInt()).isEqualTo(4);
    assertThat(callers)
        .allSatisfy(answers -> assertThat(answers.join()).containsExactly("200 done"));
  }

  /** The different answers that a caller got, one call after the other. */
  private CompletableFuture<Set<String>> keepCalling(String function, AtomicBoolean stop) {
    return CompletableFuture.supplyAsync(
        () -> {
          var answers = new HashSet<String>();
          while (!stop.get()) {
            var answer =
                suite.send(suite.request(function + "invocations").POST(BodyPublishers.noBody()));
            answers.add(answer.statusCode() + " " + answer.body());
          }
          return answers;
        });
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
