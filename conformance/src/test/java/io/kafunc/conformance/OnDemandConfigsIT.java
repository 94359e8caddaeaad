// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.conformance;

import com.aliyuncs.fc.request.DeleteOnDemandConfigRequest;
import com.aliyuncs.fc.request.GetOnDemandConfigRequest;
import com.aliyuncs.fc.request.ListOnDemandConfigsRequest;
import com.aliyuncs.fc.request.PutOnDemandConfigRequest;
import com.aliyuncs.fc.response.PutOnDemandConfigResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Limits on on-demand instances as they are stored; {@code ScalingIT} sees them act. */
@ExtendWith(RunningSuite.class)
class OnDemandConfigsIT {

  private final Release release;

  OnDemandConfigsIT(Suite suite) {
    this.release = Release.ofNewService(suite);
  }

  @Test
  void answersALimitAsItWasPut() {
    // when, then: the function need not be there
    Answered.with(limit("a", 10), put("a", 10));
    Answered.with(limit("a", 0), put("a", 0));
    Answered.with(limit("a", 0), release.client().getOnDemandConfig(get("a")));
  }

  @Test
  void listsLimitsPageByPage() {
    // given
    put("b", 2);
    put("a", 1);
    var list = new ListOnDemandConfigsRequest().setPrefix("services/" + release.service());
    // when
    var first = release.client().listOnDemandConfigs(list.setLimit(1));
    var second = release.client().listOnDemandConfigs(list.setNextToken(first.getNextToken()));
    // then
    var next = "services/%s.LATEST/functions/b".formatted(release.service());
    Answered.with(
        "{\"onDemandConfigs\": [%s], \"nextToken\": \"%s\"}".formatted(limit("a", 1), next), first);
    Answered.with(
        "{\"onDemandConfigs\": [%s], \"nextToken\": null}".formatted(limit("b", 2)), second);
  }

  @Test
  void missesADeletedLimit() {
    // given
    put("a", 1);
    // when
    Answered.empty(
        release
            .client()
            .deleteOnDemandConfig(
                new DeleteOnDemandConfigRequest(release.service(), "LATEST", "a")));
    // then
    Refused.with(
        404,
        "OnDemandConfigNotFound",
        "on-demand config of 'services/%s.LATEST/functions/a' does not exist"
            .formatted(release.service()),
        () -> release.client().getOnDemandConfig(get("a")));
  }

  @Test
  void refusesLimitsOutOfRange() {
    Refused.by(400, "InvalidArgument", () -> put("a", -1));
    Refused.by(400, "InvalidArgument", () -> put("a", 301));
  }

  private PutOnDemandConfigResponse put(String function, int count) {
    return release
        .client()
        .putOnDemandConfig(
            new PutOnDemandConfigRequest(release.service(), "LATEST", function, count));
  }

  private GetOnDemandConfigRequest get(String function) {
    return new GetOnDemandConfigRequest(release.service(), "LATEST", function);
  }

  private String limit(String function, int count) {
    return "{\"resource\": \"services/%s.LATEST/functions/%s\", \"maximumInstanceCount\": %d}"
        .formatted(release.service(), function, count);
  }
}
