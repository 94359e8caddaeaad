// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.conformance;

import com.aliyuncs.fc.request.GetResourceTagsRequest;
import com.aliyuncs.fc.request.TagResourceRequest;
import com.aliyuncs.fc.request.UntagResourceRequest;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RunningSuite.class)
class TagsIT {

  private final Suite suite;
  private final Release release;
  private final String resource;

  TagsIT(Suite suite) {
    this.suite = suite;
    this.release = Release.ofNewService(suite);
    this.resource = "services/" + release.service();
  }

  @Test
  void answersTagsUnderTheFullNameOfTheService() {
    // when
    tag(Map.of("team", "tea", "stage", ""));
    // then
    tagsAre("{\"stage\": \"\", \"team\": \"tea\"}");
  }

  @Test
  void takesTagsAwayByKeyOrAllAtOnce() {
    // given
    tag(Map.of("a", "1", "b", "2", "c", "3"));
    // when, then
    untag(false, "a");
    tagsAre("{\"b\": \"2\", \"c\": \"3\"}");
    untag(true);
    tagsAre("{}");
  }

  @Test
  void refusesMoreThanTwentyTags() {
    var tags = IntStream.range(0, 21).boxed().collect(Collectors.toMap(i -> "k" + i, i -> "v"));
    Refused.by(400, "InvalidArgument", () -> tag(tags));
  }

  @Test
  void missesTheServiceThatIsNotThere() {
    Refused.with(
        404,
        "ServiceNotFound",
        "service 'nobodys' does not exist",
        () -> release.client().getResourceTags(new GetResourceTagsRequest("services/nobodys")));
  }

  private void tag(Map<String, String> tags) {
    Answered.with("{}", release.client().tagResource(new TagResourceRequest(resource, tags)));
  }

  private void untag(boolean all, String... keys) {
    Answered.with(
        "{}", release.client().untagResource(new UntagResourceRequest(all, resource, keys)));
  }

  private void tagsAre(String tags) {
    Answered.with(
        """
        {"requestId": "ID", "resourceArn": "acs:fc:local:%s:%s", "tags": %s}
        """
            .formatted(suite.accountId(), resource, tags),
        release.client().getResourceTags(new GetResourceTagsRequest(resource)));
  }
}
