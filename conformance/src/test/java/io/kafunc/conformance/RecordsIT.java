// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What calls leave behind: records, lines, and the table of a release. */
@ExtendWith(RunningSuite.class)
class RecordsIT {

  private static final String ODD_FAILS =
      """
      exports.handler = (event, context, cb) => {
        console.log('order ' + event);
        cb(event % 2 && context.service.versionId === '2' ? new Error('odd') : null, '');
      };
      """;

  private final Suite suite;
  private final Release release;

  RecordsIT(Suite suite) {
    this.suite = suite;
    this.release = Release.ofNewService(suite).node("f", ODD_FAILS);
  }

  @Test
  void setsTheVersionsOfAReleaseSideBySide() {
    // given
    release.publish();
    release.code("f", CodeZip.node(ODD_FAILS + "// again"));
    release.publish();
    release.alias("PROD", "1", Map.of("2", 0.5f));
    Map<String, Integer> calls = new HashMap<>();
    Map<String, Integer> errors = new HashMap<>();
    // when
    for (int i = 0; i < 60; i++) {
      var answer = release.invoke("f", "PROD", Integer.toString(i));
      var version = answer.getHeader("X-Fc-Invocation-Service-Version");
      calls.merge(version, 1, Integer::sum);
      errors.merge(version, answer.getHeader("X-Fc-Error-Type") == null ? 0 : 1, Integer::sum);
    }
    // then
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> {
              for (var version : versions()) {
                var id = version.get("versionId").asText();
                assertThat(version.get("calls").asInt()).isEqualTo(calls.get(id));
                assertThat(version.get("errors").asInt()).isEqualTo(errors.get(id));
                assertThat(version.get("share").asDouble())
                    .isCloseTo(calls.get(id) / 60.0, within(0.001));
                assertThat(version.get("configuredWeight").asDouble()).isEqualTo(0.5);
                assertThat(version.get("coldStarts").asInt()).isEqualTo(1);
                assertThat(version.get("p50Ms").asDouble())
                    .isPositive()
                    .isLessThanOrEqualTo(version.get("p99Ms").asDouble());
              }
            });
    assertThat(errors.get("1")).isZero();
  }

  @Test
  void keepsARecordOfACallThatWasWaitedFor() {
    // given
    var id = release.invoke("f", null, "2").getRequestId();
    // when
    var record = awaitRow("/kafunc/invocations?service=" + release.service(), "invocations");
    // then
    assertThat(record.get("requestId").asText()).isEqualTo(id);
    assertThat(record.get("invocationType").asText()).isEqualTo("Sync");
    assertThat(record.get("externalServiceVersion").asText()).isEqualTo("LATEST");
    assertThat(record.get("status").asText()).isEqualTo("Succeeded");
    assertThat(record.get("coldStartMs").asDouble()).isPositive();
    assertThat(record.get("memoryUsedMB").asDouble()).isPositive();
    assertThat(record.get("isDarkLaunch").asBoolean()).isFalse();
    assertThat(record.get("acceptedTime").asText()).isLessThanOrEqualTo(text(record, "startTime"));
    assertThat(record.get("startTime").asText()).isLessThanOrEqualTo(text(record, "endTime"));
    assertThat(suite.json("/kafunc/invocations/" + id)).isEqualTo(record);
  }

  @Test
  void findsTheLinesOfACall() {
    // given
    release.invoke("f", null, "4");
    var id = release.invoke("f", null, "6").getRequestId();
    // when
    var line = awaitRow("/kafunc/logs?requestId=" + id + "&query=order", "logs");
    // then
    assertThat(text(line, "message")).contains("order 6").contains(id);
    assertThat(text(line, "serviceName")).isEqualTo(release.service());
    assertThat(text(line, "functionName")).isEqualTo("f");
    assertThat(text(line, "requestId")).isEqualTo(id);
    assertThat(text(line, "instanceId")).isNotBlank();
    assertThat(text(line, "time")).matches(".*T.*\\.\\d{3}Z");
  }

  @Test
  void walksCallsPageByPageNewestFirst() {
    // given
    for (int i = 0; i < 7; i++) {
      release.invoke("f", null, "0");
    }
    var path = "/kafunc/invocations?limit=3&service=" + release.service();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> suite.json(path.replace("=3", "=100")).get("invocations").size() == 7);
    List<String> ends = new ArrayList<>();
    List<String> ids = new ArrayList<>();
    var token = "";
    // when
    while (token != null) {
      var page = suite.json(path + "&nextToken=" + token);
      page.get("invocations").forEach(row -> ends.add(text(row, "endTime")));
      page.get("invocations").forEach(row -> ids.add(text(row, "requestId")));
      token = page.has("nextToken") ? text(page, "nextToken") : null;
    }
    // then
    assertThat(ids).hasSize(7).doesNotHaveDuplicates();
    assertThat(ends).isSortedAccordingTo(Comparator.reverseOrder());
  }

  private List<JsonNode> versions() {
    List<JsonNode> versions = new ArrayList<>();
    suite
        .json("/kafunc/releases/" + release.service() + "/PROD")
        .get("versions")
        .forEach(versions::add);
    assertThat(versions).hasSize(2);
    return versions;
  }

  private JsonNode awaitRow(String path, String list) {
    await().atMost(Duration.ofSeconds(60)).until(() -> suite.json(path).get(list).size() == 1);
    return suite.json(path).get(list).get(0);
  }

  private static String text(JsonNode row, String field) {
    return row.get(field).asText();
  }
}
