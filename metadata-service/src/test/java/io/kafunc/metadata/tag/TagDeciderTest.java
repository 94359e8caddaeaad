// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.tag;

import static io.kafunc.httpapi.ErrorCode.INVALID_ARGUMENT;
import static io.kafunc.httpapi.ErrorCode.PRECONDITION_FAILED;
import static io.kafunc.httpapi.ErrorCode.SERVICE_NOT_FOUND;
import static io.kafunc.metadata.write.AccountSpec.given;
import static io.kafunc.metadata.write.Commands.createFunction;
import static io.kafunc.metadata.write.Commands.createService;
import static io.kafunc.metadata.write.Commands.publish;
import static io.kafunc.metadata.write.Commands.tag;
import static io.kafunc.metadata.write.Commands.untag;
import static io.kafunc.metadata.write.Commands.untagAll;
import static io.kafunc.metadata.write.Commands.updateService;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafunc.schemas.metadata.TagEvent.ServiceTagged;
import io.kafunc.schemas.metadata.TagEvent.ServiceUntagged;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TagDeciderTest {

  @Test
  void setsTagsAndLeavesOthersAsTheyAre() {
    var tagged =
        given(createService(), tag(Map.of("a", "1", "b", "2")))
            .when(tag(Map.of("b", "3")))
            .then(ServiceTagged.class);

    assertThat(tagged.tags()).isEqualTo(Map.of("b", "3"));
  }

  @Test
  void takesOffOnlyWhatWasThere() {
    var untagged =
        given(createService(), tag(Map.of("a", "1", "b", "2")))
            .when(untag("b", "none"))
            .then(ServiceUntagged.class);

    assertThat(untagged.tagKeys()).containsExactly("b");
  }

  @Test
  void namesEveryKeyItTakesOffWhenAllAreToGo() {
    var untagged =
        given(createService(), tag(Map.of("a", "1", "b", "2")))
            .when(untagAll())
            .then(ServiceUntagged.class);

    assertThat(untagged.tagKeys()).containsExactly("a", "b");
  }

  @Test
  void rejectsTagsOfAMissingService() {
    given().when(tag(Map.of("a", "1"))).thenRejected(SERVICE_NOT_FOUND.with("s"));
    given().when(untag("a")).thenRejected(SERVICE_NOT_FOUND.with("s"));
  }

  @Test
  void rejectsNothingAtAll() {
    given(createService())
        .when(tag(Map.of()))
        .thenRejected(INVALID_ARGUMENT.with("tags is required but not set"))
        .when(untag())
        .thenRejected(INVALID_ARGUMENT.with("tagKeys is required but not set"));
  }

  @Test
  void rejectsTheTwentyFirstTag() {
    given(createService(), tag(tags(20)))
        .when(tag(Map.of("k1", "another value")))
        .thenAccepted()
        .when(tag(Map.of("k21", "")))
        .thenRejected(INVALID_ARGUMENT, "tags contains too many values (max: 20, actual: 21)");
    given(createService())
        .when(untag(tags(21).keySet().toArray(String[]::new)))
        .thenRejected(INVALID_ARGUMENT, "tagKeys contains too many values (max: 20, actual: 21)");
  }

  @Test
  void rejectsKeysAndValuesThatAreNone() {
    var service = given(createService());

    service.when(tag(Map.of("", "v"))).thenRejected(INVALID_ARGUMENT, "a tag key");
    service.when(tag(Map.of("k".repeat(129), "v"))).thenRejected(INVALID_ARGUMENT, "a tag key");
    service.when(tag(Map.of("a\u001fb", "v"))).thenRejected(INVALID_ARGUMENT, "a tag key");
    service.when(tag(Map.of("k", "v".repeat(257)))).thenRejected(INVALID_ARGUMENT, "tag 'k'");
    service.when(tag(Map.of("k", "a\nb"))).thenRejected(INVALID_ARGUMENT, "tag 'k'");
    service.when(tag(Map.of("k".repeat(128), "v".repeat(256)))).thenAccepted();
  }

  @Test
  void changesTheEtagButNothingThatAVersionFreezes() {
    given(createService(), createFunction(), publish(), tag(Map.of("a", "1")))
        .when(publish())
        .thenRejected(INVALID_ARGUMENT, "no changes were made")
        .when(updateService(1))
        .thenRejected(PRECONDITION_FAILED.with())
        .when(updateService(4))
        .thenAccepted();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "services/s",
        "acs:fc:cn-hangzhou:1:services/s",
        "acs:fc:::services/s",
        "acs:fc:*:*:services/s"
      })
  void readsBothFormsOfAServicesArn(String text) {
    var arn = ResourceArn.parse(text, "1");

    assertThat(arn.serviceName()).isEqualTo("s");
    assertThat(arn.whole("local")).isEqualTo("acs:fc:local:1:services/s");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s",
        "services/",
        "services/s.1",
        "services/s/functions/f",
        "acs:fc:cn-hangzhou:2:services/s",
        "acs:oss:cn-hangzhou:1:services/s",
        "acs:fc:services/s"
      })
  void refusesWhatCanHaveNoTags(String text) {
    assertThatThrownBy(() -> ResourceArn.parse(text, "1")).hasMessageContaining("resourceArn");
  }

  private static Map<String, String> tags(int count) {
    var tags = new TreeMap<String, String>();
    for (int i = 1; i <= count; i++) {
      tags.put("k" + i, "v");
    }
    return tags;
  }
}
