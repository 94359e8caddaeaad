// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
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
    start();
    var release = Release.ofNewService(process.suite()).node("hooked", HOOKED);
    lifecycle(release, "{\"preStop\":{\"handler\":\"index.bye\",\"timeout\":3}}");
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

  private void start() {
    process = SuiteProcess.up(folder.resolve("data"), Map.of());
  }

  private void lifecycle(Release release, String config) {
    var suite = process.suite();
    var answer =
        suite.send(
            suite
                .request("/2016-08-15/services/%s/functions/hooked".formatted(release.service()))
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString("{\"instanceLifecycleConfig\":" + config + "}")));
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
