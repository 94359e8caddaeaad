// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.aliyuncs.fc.request.DeleteAliasRequest;
import com.aliyuncs.fc.request.UpdateAliasRequest;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who changed what, and what it was before. */
@ExtendWith(RunningSuite.class)
class HistoryIT {

  private final Suite suite;
  private final Release release;

  HistoryIT(Suite suite) {
    this.suite = suite;
    this.release =
        Release.ofNewService(suite).node("f", "exports.handler = (e, c, cb) => cb(null, '');");
  }

  @Test
  void tellsTheWholeStoryOfAService() {
    // given
    release.publish();
    release.alias("PROD", "1", Map.of());
    // when
    var events = events("");
    // then
    assertThat(events.stream().map(e -> e.get("type").asText()))
        .containsExactly("ServiceCreated", "FunctionCreated", "VersionPublished", "AliasCreated");
    for (var event : events) {
      assertThat(event.get("actor").asText()).isEqualTo(suite.accessKeyId());
      assertThat(event.get("requestId").asText()).hasSize(36);
      assertThat(event.get("time").asText()).matches(".*T.*\\.\\d{3}Z");
    }
  }

  @Test
  void showsAnAliasBeforeAndAfterEachChange() {
    // given
    release.publish();
    release.alias("PROD", "1", Map.of());
    // when
    release
        .client()
        .updateAlias(
            new UpdateAliasRequest(release.service(), "PROD")
                .setAdditionalVersionWeight(Map.of("1", 0.25f)));
    release.client().deleteAlias(new DeleteAliasRequest(release.service(), "PROD"));
    // then
    var events = events("/aliases/PROD");
    assertThat(events.stream().map(e -> e.get("type").asText()))
        .containsExactly("AliasCreated", "AliasMoved", "AliasDeleted");
    assertThat(events.get(0).get("before").isNull()).isTrue();
    assertThat(events.get(1).get("before")).isEqualTo(events.get(0).get("after"));
    assertThat(events.get(1).at("/after/additionalVersionWeight/1").asDouble()).isEqualTo(0.25);
    assertThat(events.get(2).get("before")).isEqualTo(events.get(1).get("after"));
    assertThat(events.get(2).get("after").isNull()).isTrue();
  }

  @Test
  void showsWhatAThingLookedLikeThen() {
    // given
    release.publish();
    release.alias("PROD", "1", Map.of());
    var created = events("/aliases/PROD").get(0);
    release
        .client()
        .updateAlias(new UpdateAliasRequest(release.service(), "PROD").setDescription("later"));
    var updated = events("/aliases/PROD").get(1);
    // when, then
    assertThat(at(created.get("time").asText())).isEqualTo(created.get("after"));
    assertThat(at(updated.get("time").asText())).isEqualTo(updated.get("after"));
    PlainRefused.by(404, "AliasNotFound", suite.get(path("/aliases/PROD?at=2000-01-01T00:00:00Z")));
  }

  @Test
  void walksAHistoryPageByPage() {
    // given
    Stream.of("A", "B", "C").forEach(f -> release.node(f, "exports.handler = () => {};"));
    List<String> walked = new ArrayList<>();
    var query = "?limit=2";
    // when
    while (query != null) {
      var page = suite.json(path(query));
      page.get("events").forEach(e -> walked.add(e.get("subject").asText()));
      query = page.has("nextToken") ? "?limit=2&nextToken=" + page.get("nextToken").asText() : null;
    }
    // then
    assertThat(walked)
        .containsExactly("", "functions/f", "functions/A", "functions/B", "functions/C");
  }

  private JsonNode at(String time) {
    return suite.json(path("/aliases/PROD?at=" + time));
  }

  private List<JsonNode> events(String subject) {
    return StreamSupport.stream(suite.json(path(subject)).get("events").spliterator(), false)
        .toList();
  }

  private String path(String rest) {
    return "/kafunc/history/services/" + release.service() + rest;
  }
}
