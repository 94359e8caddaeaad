// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.conformance;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.aliyuncs.fc.model.TimeTriggerConfig;
import com.aliyuncs.fc.request.CreateAliasRequest;
import com.aliyuncs.fc.request.CreateTriggerRequest;
import com.aliyuncs.fc.request.DeleteAliasRequest;
import com.aliyuncs.fc.request.DeleteTriggerRequest;
import com.aliyuncs.fc.request.DeleteVersionRequest;
import com.aliyuncs.fc.request.GetAliasRequest;
import com.aliyuncs.fc.request.ListAliasesRequest;
import com.aliyuncs.fc.request.ListVersionsRequest;
import com.aliyuncs.fc.request.PublishVersionRequest;
import com.aliyuncs.fc.request.UpdateAliasRequest;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Versions and aliases: what runs is what was published, and the alias says which. */
@ExtendWith(RunningSuite.class)
class ReleasesIT {

  private static final String WHO =
      "exports.handler = (e, c, cb) => {"
          + " const who = '%s/' + c.service.qualifier + '/' + c.service.versionId;"
          + " console.log('I am ' + who); cb(null, who); };";

  private final Suite suite;
  private final Release release;

  ReleasesIT(Suite suite) {
    this.suite = suite;
    this.release = Release.ofNewService(suite).node("who", WHO.formatted("one"));
  }

  @Test
  void runsAVersionAsItWasPublished() {
    // given
    var first = release.publish();
    release.code("who", CodeZip.node(WHO.formatted("two")));
    // when, then
    assertThat(first).isEqualTo("1");
    assertThat(Release.text(release.invoke("who", "1", ""))).isEqualTo("one/1/1");
    assertThat(Release.text(release.invoke("who", null, ""))).isEqualTo("two/LATEST/");
  }

  @Test
  void refusesToPublishWhatDidNotChange() {
    release.publish();
    Refused.by(400, "InvalidArgument", release::publish);
  }

  @Test
  void neverUsesANumberAgain() {
    // given
    release.publish();
    release.client().deleteVersion(new DeleteVersionRequest(release.service(), "1"));
    // when
    var next = release.publish();
    // then
    assertThat(next).isEqualTo("2");
    var versions = release.client().listVersions(new ListVersionsRequest(release.service()));
    assertThat(Stream.of(versions.getVersions()).map(v -> v.getVersionId())).containsExactly("2");
  }

  @Test
  void movesAnAliasForTheVeryNextCall() {
    // given
    release.publish();
    release.alias("PROD", "1", Map.of());
    release.code("who", CodeZip.node(WHO.formatted("two")));
    release.publish();
    for (int i = 0; i < 20; i++) {
      var version = i % 2 == 0 ? "2" : "1";
      // when
      release
          .client()
          .updateAlias(new UpdateAliasRequest(release.service(), "PROD").setVersionId(version));
      var answer = release.invoke("who", "PROD", "");
      // then
      assertThat(Release.text(answer)).endsWith("/PROD/" + version);
      assertThat(answer.getHeader("X-Fc-Invocation-Service-Version")).isEqualTo(version);
    }
  }

  @Test
  void movesAThousandTimesUnderLoadAndThenKeepsItsWeight() {
    // given
    release.publish();
    release.code("who", CodeZip.node(WHO.formatted("two")));
    release.publish();
    release.alias("PROD", "1", Map.of());
    release.invoke("who", "PROD", "");
    Map<String, Load.Answer> answered = new HashMap<>();
    // when
    try (var load = Load.sync(suite, release.service() + ".PROD", "who", 4)) {
      for (int i = 1; i <= 1_000; i++) {
        move(i % 2 == 0 ? "1" : "2", Map.of());
      }
      load.stop();
      assertThat(load.refused()).isEmpty();
      answered.putAll(load.answered());
    }
    move("1", Map.of("2", 0.3f));
    release.invoke("who", "PROD", "");
    int draws;
    long dark;
    try (var load = Load.sync(suite, release.service() + ".PROD", "who", 4)) {
      await().atMost(Duration.ofSeconds(120)).until(() -> load.answered().size() >= 10_000);
      load.stop();
      assertThat(load.refused()).isEmpty();
      answered.putAll(load.answered());
      draws = load.answered().size();
      dark = load.answered().values().stream().filter(a -> a.version().equals("2")).count();
    }
    // then
    assertThat((double) dark).isCloseTo(0.3 * draws, within(4 * Math.sqrt(0.3 * 0.7 * draws)));
    assertThat(answered.values())
        .allMatch(answer -> answer.body().endsWith("/PROD/" + answer.version()));
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(versions()).containsAllEntriesOf(versions(answered)));
  }

  @Test
  void namesTheSameVersionWhicheverWayACallComes() {
    // given
    release.publish();
    release.code("who", CodeZip.node(WHO.formatted("two")));
    release.publish();
    release.alias("PROD", "1", Map.of("2", 0.5f));
    // when
    for (int i = 0; i < 10; i++) {
      release.invoke("who", "PROD", "");
      release.invoke(release.call("who", "PROD", "").setInvocationType("Async"));
    }
    var timer = new CreateTriggerRequest(release.service(), "who");
    timer.setQualifier("PROD");
    release
        .client()
        .createTrigger(
            timer
                .setTriggerName("tick")
                .setTriggerType("timer")
                .setTriggerConfig(new TimeTriggerConfig("@every 1s", "", true)));
    await().atMost(Duration.ofSeconds(60)).until(() -> ends().size() >= 25);
    release.client().deleteTrigger(new DeleteTriggerRequest(release.service(), "who", "tick"));
    // then
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(contexts()).containsAllEntriesOf(versions()));
    assertThat(versions().values()).contains("1", "2");
    assertThat(ends())
        .allMatch(
            row ->
                row.get("isDarkLaunch").asBoolean()
                    == row.get("externalServiceVersion").asText().equals("2"));
    assertThat(ends().stream().map(row -> row.path("triggerType").asText("")))
        .contains("timer", "");
  }

  @Test
  void letsACallEndWhoseVersionIsDeletedMeanwhile() {
    // given
    release.node(
        "slow", "exports.handler = (e, c, cb) => setTimeout(() => cb(null, 'done'), 1500);");
    release.publish();
    release.alias("PROD", "1", Map.of());
    var qualified = release.service() + ".PROD";
    try (var load = Load.sync(suite, qualified, "slow", 1)) {
      await().atMost(Duration.ofSeconds(30)).until(this::isBusy);
      // when
      release.client().deleteVersion(new DeleteVersionRequest(release.service(), "1"));
      // then
      await().atMost(Duration.ofSeconds(30)).until(() -> !load.refused().isEmpty());
      assertThat(load.answered().values())
          .isNotEmpty()
          .allMatch(answer -> answer.body().equals("done") && answer.version().equals("1"));
      assertThat(load.refused()).allMatch(refused -> refused.startsWith("404 "));
      assertThat(load.refused().peek()).contains("VersionNotFound");
    }
  }

  private boolean isBusy() {
    for (var each : suite.json("/kafunc/instances").get("instances")) {
      if (each.get("serviceName").asText().equals(release.service())
          && each.get("busy").asInt() > 0) {
        return true;
      }
    }
    return false;
  }

  @Test
  void clearsTheWeightsWithAnEmptyMap() {
    // given
    release.publish();
    release.alias("PROD", "1", Map.of("1", 1.0f));
    // when
    release
        .client()
        .updateAlias(
            new UpdateAliasRequest(release.service(), "PROD").setAdditionalVersionWeight(Map.of()));
    // then
    var alias = release.client().getAlias(new GetAliasRequest(release.service(), "PROD"));
    assertThat(alias.getAdditionalVersionWeight()).isNullOrEmpty();
  }

  @Test
  void refusesAnAliasOnLatestAndOnAMissingVersion() {
    Refused.by(
        400,
        "InvalidArgument",
        () ->
            release
                .client()
                .createAlias(new CreateAliasRequest(release.service(), "PROD", "LATEST")));
    Refused.with(
        404,
        "VersionNotFound",
        "version '7' of service '" + release.service() + "' does not exist",
        () -> release.alias("PROD", "7", Map.of()));
  }

  @Test
  void answersNotFoundForAnAliasWhoseVersionIsGone() {
    // given
    release.publish();
    release.alias("PROD", "1", Map.of());
    // when
    release.client().deleteVersion(new DeleteVersionRequest(release.service(), "1"));
    // then
    Refused.by(404, "VersionNotFound", () -> release.invoke("who", "PROD", ""));
  }

  @Test
  void answersVersionsAsTheyWerePublishedNewestFirst() {
    // given
    var published =
        release
            .client()
            .publishVersion(new PublishVersionRequest(release.service()).setDescription("spring"));
    release.code("who", CodeZip.node(WHO.formatted("two")));
    release.publish();
    // when
    var newest =
        release.client().listVersions(new ListVersionsRequest(release.service()).setLimit(1));
    var oldest =
        release
            .client()
            .listVersions(
                new ListVersionsRequest(release.service()).setLimit(1).setDirection("FORWARD"));
    // then
    var version =
        """
        {
          "versionId": "%s",
          "description": "%s",
          "createdTime": "TIME",
          "lastModifiedTime": "TIME"
        }
        """;
    var page = "{\"versions\": [%s], \"nextToken\": \"%s\", \"direction\": \"%s\"}";
    Answered.with(version.formatted("1", "spring"), published);
    Answered.with(page.formatted(version.formatted("2", ""), "1", "BACKWARD"), newest);
    Answered.with(page.formatted(version.formatted("1", "spring"), "2", "FORWARD"), oldest);
  }

  @Test
  void answersAliasesAsTheyWereSet() {
    // given
    release.publish();
    release.code("who", CodeZip.node(WHO.formatted("two")));
    release.publish();
    var created =
        release.client().createAlias(new CreateAliasRequest(release.service(), "TEST", "2"));
    release.alias("PROD", "1", Map.of());
    // when
    var updated =
        release
            .client()
            .updateAlias(
                new UpdateAliasRequest(release.service(), "PROD")
                    .setDescription("what is sold")
                    .setAdditionalVersionWeight(Map.of("2", 0.25f)));
    // then
    var alias =
        """
        {
          "aliasName": "%s",
          "versionId": "%s",
          "description": "%s",
          "additionalVersionWeight": %s
        }
        """;
    var test = alias.formatted("TEST", "2", "", null);
    var prod = alias.formatted("PROD", "1", "what is sold", "{\"2\": 0.25}");
    Answered.with(test, created);
    Answered.with(prod, updated);
    Answered.with(prod, release.client().getAlias(new GetAliasRequest(release.service(), "PROD")));
    Answered.with(
        "{\"aliases\": [%s, %s], \"nextToken\": null}".formatted(prod, test),
        release.client().listAliases(new ListAliasesRequest(release.service())));
  }

  @Test
  void missesADeletedAlias() {
    // given
    release.publish();
    release.alias("PROD", "1", Map.of());
    // when
    Answered.empty(release.client().deleteAlias(new DeleteAliasRequest(release.service(), "PROD")));
    // then
    Refused.with(
        404,
        "AliasNotFound",
        "alias 'PROD' of service '%s' does not exist".formatted(release.service()),
        () -> release.client().getAlias(new GetAliasRequest(release.service(), "PROD")));
  }

  private void move(String version, Map<String, Float> weights) {
    release
        .client()
        .updateAlias(
            new UpdateAliasRequest(release.service(), "PROD")
                .setVersionId(version)
                .setAdditionalVersionWeight(weights));
  }

  private List<JsonNode> ends() {
    return suite.all("/kafunc/invocations?service=" + release.service(), "invocations");
  }

  /** The version of each call by its record. */
  private Map<String, String> versions() {
    return ends().stream().collect(toMap(id(), row -> row.get("externalServiceVersion").asText()));
  }

  private static Map<String, String> versions(Map<String, Load.Answer> answered) {
    return answered.entrySet().stream()
        .collect(toMap(Map.Entry::getKey, call -> call.getValue().version()));
  }

  /** The version of each call by what the function was told. */
  private Map<String, String> contexts() {
    return suite.all("/kafunc/logs?query=am&service=" + release.service(), "logs").stream()
        .collect(
            toMap(id(), line -> line.get("message").asText().strip().replaceAll(".*/PROD/", "")));
  }

  private static Function<JsonNode, String> id() {
    return row -> row.get("requestId").asText();
  }
}
