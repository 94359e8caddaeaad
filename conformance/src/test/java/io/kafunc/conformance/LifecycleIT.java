// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hooks of instances, in a suite that stops and comes back. */
class LifecycleIT {

  private static final String HOOKED =
      """
      exports.handler = (event, context, callback) => callback(null, 'served');
      exports.bye = (context, callback) => {
        console.log('bye from ' + context.function.name);
        callback(null);
      };
      exports.stay = (context, callback) => console.log('not leaving');
      """;

  @TempDir private Path folder;

  private SuiteProcess process;

  @AfterEach
  void stop() {
    if (process != null) {
      process.close();
    }
  }

  @Test
  void runsPreStopHooksAtSigtermAndKeepsTheirLines() {
    // given
    var release = startedWith("index.bye", 3);
    assertThat(Release.text(release.invoke("hooked", null, ""))).isEqualTo("served");
    // when
    process.close();
    start();
    // then
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(lines(release))
                    .anyMatch(line -> line.startsWith("FC PreStop Start RequestId: "))
                    .anyMatch(line -> line.endsWith("bye from hooked"))
                    .anyMatch(line -> line.startsWith("FC PreStop End RequestId: ")));
  }

  /** Closing fails where ten seconds are not enough. */
  @Test
  @Tag("soak")
  void stopsInTimeThoughAHookDoesNotEnd() {
    // given
    var release = startedWith("index.stay", 60);
    release.invoke("hooked", null, "");
    // when
    process.close();
    start();
    // then
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(lines(release))
                    .anyMatch(line -> line.endsWith("not leaving"))
                    .anyMatch(line -> line.endsWith(", Error: Process exited")));
  }

  @Test
  @Tag("soak")
  void comesBackToTheTargetOfItsSchedule() {
    // given
    start();
    var release = Release.ofNewService(process.suite()).node("hooked", HOOKED);
    release.publish();
    var config =
        "/2016-08-15/services/%s.1/functions/hooked/provision-config".formatted(release.service());
    var now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    put(
        config,
        ("{\"scheduledActions\":[{\"name\":\"now\",\"startTime\":\"%s\",\"endTime\":\"%s\","
                + "\"target\":2,\"scheduleExpression\":\"at(%s)\"}]}")
            .formatted(now.minusSeconds(60), now.plusSeconds(3600), now));
    awaitTwo(config);
    // when
    process.close();
    start();
    // then
    awaitTwo(config);
  }

  private void awaitTwo(String config) {
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> {
              var answer = process.suite().json(config);
              assertThat(answer.get("target").asInt()).isEqualTo(2);
              assertThat(answer.get("current").asInt()).isEqualTo(2);
              assertThat(answer.get("currentError").asText()).isEmpty();
            });
  }

  private void start() {
    process = SuiteProcess.up(folder.resolve("data"), Map.of());
  }

  private Release startedWith(String preStop, int seconds) {
    start();
    var release = Release.ofNewService(process.suite()).node("hooked", HOOKED);
    put(
        "/2016-08-15/services/%s/functions/hooked".formatted(release.service()),
        "{\"instanceLifecycleConfig\":{\"preStop\":{\"handler\":\"%s\",\"timeout\":%d}}}"
            .formatted(preStop, seconds));
    return release;
  }

  private void put(String path, String body) {
    var suite = process.suite();
    var answer =
        suite.send(
            suite
                .request(path)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(body)));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private List<String> lines(Release release) {
    return process
        .suite()
        .json("/kafunc/logs?service=" + release.service() + "&limit=100")
        .get("logs")
        .findValuesAsText("message");
  }
}
