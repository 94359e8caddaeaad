// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.aliyuncs.fc.model.TimeTriggerConfig;
import com.aliyuncs.fc.request.CreateTriggerRequest;
import com.aliyuncs.fc.request.DeleteTriggerRequest;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Calls that nobody waits for, and the records they leave. */
@ExtendWith(RunningSuite.class)
class AsynchronousIT {

  private static final String WHO =
      "exports.handler = (e, c, cb) => { console.log('got ' + e + ' as ' + c.service.versionId); cb(null, ''); };";

  private final Suite suite;
  private final Release release;

  AsynchronousIT(Suite suite) {
    this.suite = suite;
    this.release = Release.ofNewService(suite).node("who", WHO);
  }

  @Test
  void acceptsRunsAndRecordsACall() {
    // when
    var accepted = async("who", null, "once");
    // then
    var record = awaitRecord(accepted, "Succeeded");
    assertThat(record.get("invocationType").asText()).isEqualTo("Async");
    assertThat(record.get("serviceName").asText()).isEqualTo(release.service());
    assertThat(record.get("functionName").asText()).isEqualTo("who");
    assertThat(record.get("externalServiceVersion").asText()).isEqualTo("LATEST");
    assertThat(record.get("isDarkLaunch").isBoolean()).isTrue();
    assertThat(record.get("attempt").asInt()).isEqualTo(1);
    assertThat(record.get("acceptedTime").asText()).matches(".*\\.\\d{3}Z");
  }

  @Test
  void showsAnAcceptedCallFromItsFirstMoment() {
    var accepted = async("who", null, "visible");
    var row = suite.json("/kafunc/invocations/" + accepted);
    assertThat(row.get("status").asText()).isIn("Enqueued", "Running", "Succeeded");
  }

  @Test
  void recordsAFailureOnce() {
    // given
    release.node("fail", "exports.handler = () => { throw new Error('no'); };");
    // when
    var accepted = async("fail", null, "");
    // then
    var record = awaitRecord(accepted, "Failed");
    assertThat(record.get("errorType").asText()).isEqualTo("UnhandledInvocationError");
    assertThat(
            suite
                .json("/kafunc/invocations?service=" + release.service() + "&status=Failed")
                .get("invocations"))
        .hasSize(1);
  }

  @Test
  void runsTheVersionTheAliasDraws() {
    // given
    release.publish();
    release.alias("PROD", "1", Map.of());
    // when
    var record = awaitRecord(async("who", "PROD", "x"), "Succeeded");
    // then
    assertThat(record.get("qualifier").asText()).isEqualTo("PROD");
    assertThat(record.get("externalServiceVersion").asText()).isEqualTo("1");
    var lines = suite.json("/kafunc/logs?service=" + release.service() + "&query=got");
    assertThat(lines.get("logs").get(0).get("message").asText()).contains("got x as 1");
  }

  @Test
  void runsEachOfManyCallsOnce() {
    // given
    Set<String> ids = new HashSet<>();
    // when
    for (int i = 0; i < 300; i++) {
      ids.add(async("who", null, "n" + i));
    }
    // then
    assertThat(ids).hasSize(300);
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> assertThat(recorded("Succeeded")).containsExactlyInAnyOrderElementsOf(ids));
  }

  @Test
  void firesATimerEverySecondUntilItIsDeleted() {
    // given
    release
        .client()
        .createTrigger(
            new CreateTriggerRequest(release.service(), "who")
                .setTriggerName("tick")
                .setTriggerType("timer")
                .setTriggerConfig(new TimeTriggerConfig("@every 1s", "from the timer", true)));
    // when
    await().atMost(Duration.ofSeconds(60)).until(() -> recorded("Succeeded").size() >= 3);
    release.client().deleteTrigger(new DeleteTriggerRequest(release.service(), "who", "tick"));
    // then
    var rows = suite.json("/kafunc/invocations?service=" + release.service()).get("invocations");
    var latest = rows.get(0);
    assertThat(latest.get("triggerName").asText()).isEqualTo("tick");
    assertThat(latest.get("triggerType").asText()).isEqualTo("timer");
    assertThat(latest.get("invocationType").asText()).isEqualTo("Async");
    var line = suite.json("/kafunc/logs?service=" + release.service() + "&query=timer");
    assertThat(line.get("logs").get(0).get("message").asText())
        .contains("\"triggerName\":\"tick\"", "\"payload\":\"from the timer\"");
  }

  @Test
  void refusesAPayloadAboveItsLimit() {
    Refused.by(400, "EntityTooLarge", () -> async("who", null, "x".repeat(128 * 1024 + 1)));
  }

  private String async(String function, String qualifier, String payload) {
    var answer =
        release.invoke(release.call(function, qualifier, payload).setInvocationType("Async"));
    assertThat(answer.getStatus()).isEqualTo(202);
    assertThat(answer.getContent()).isEmpty();
    return answer.getRequestId();
  }

  private JsonNode awaitRecord(String requestId, String status) {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(suite.json("/kafunc/invocations/" + requestId).get("status").asText())
                    .isEqualTo(status));
    return suite.json("/kafunc/invocations/" + requestId);
  }

  private Set<String> recorded(String status) {
    var page =
        suite.json(
            "/kafunc/invocations?limit=1000&service=" + release.service() + "&status=" + status);
    Set<String> ids = new HashSet<>();
    StreamSupport.stream(page.get("invocations").spliterator(), false)
        .forEach(row -> ids.add(row.get("requestId").asText()));
    return ids;
  }
}
