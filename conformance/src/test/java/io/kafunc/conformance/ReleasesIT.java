// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.aliyuncs.fc.request.CreateAliasRequest;
import com.aliyuncs.fc.request.DeleteAliasRequest;
import com.aliyuncs.fc.request.DeleteVersionRequest;
import com.aliyuncs.fc.request.GetAliasRequest;
import com.aliyuncs.fc.request.ListAliasesRequest;
import com.aliyuncs.fc.request.ListVersionsRequest;
import com.aliyuncs.fc.request.PublishVersionRequest;
import com.aliyuncs.fc.request.UpdateAliasRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Versions and aliases: what runs is what was published, and the alias says which. */
@ExtendWith(RunningSuite.class)
class ReleasesIT {

  private static final String WHO =
      "exports.handler = (e, c, cb) => cb(null, '%s/' + c.service.qualifier + '/' + c.service.versionId);";

  private final Release release;

  ReleasesIT(Suite suite) {
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
  void drawsTheCanaryByItsWeight() {
    // given
    release.publish();
    release.code("who", CodeZip.node(WHO.formatted("two")));
    release.publish();
    release.alias("PROD", "1", Map.of("2", 0.3f));
    int draws = 2_000;
    // when
    Map<String, Integer> hits = new HashMap<>();
    for (int i = 0; i < draws; i++) {
      var answer = release.invoke("who", "PROD", "");
      var version = answer.getHeader("X-Fc-Invocation-Service-Version");
      assertThat(Release.text(answer)).endsWith("/PROD/" + version);
      hits.merge(version, 1, Integer::sum);
    }
    // then
    double sigma = Math.sqrt(0.3 * 0.7 / draws);
    assertThat(hits.get("2") / (double) draws).isCloseTo(0.3, within(4 * sigma));
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
}
