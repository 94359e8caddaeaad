// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.conformance;

import com.aliyuncs.fc.request.CreateVpcBindingRequest;
import com.aliyuncs.fc.request.DeleteVpcBindingRequest;
import com.aliyuncs.fc.request.ListVpcBindingsRequest;
import com.aliyuncs.fc.response.CreateVpcBindingResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Services that may be called from some networks only. */
@ExtendWith(RunningSuite.class)
class BindingsIT {

  private final Release release;

  BindingsIT(Suite suite) {
    this.release = Release.ofNewService(suite);
  }

  @Test
  void listsTheNetworksOfAService() {
    // given
    Answered.with("{}", bind("vpc-2"));
    Answered.with("{}", bind("vpc-1"));
    boundTo("\"vpc-1\", \"vpc-2\"");
    // when
    Answered.with(
        "{}",
        release
            .client()
            .deleteVpcBinding(
                new DeleteVpcBindingRequest().setServiceName(release.service()).setVpcId("vpc-2")));
    // then
    boundTo("\"vpc-1\"");
  }

  @Test
  void hasNoneToBeginWith() {
    boundTo("");
  }

  @Test
  void refusesAServiceThatIsNotThereAndANetworkWithoutName() {
    Refused.with(
        404,
        "ServiceNotFound",
        "service 'nobodys' does not exist",
        () ->
            release
                .client()
                .listVpcBindings(new ListVpcBindingsRequest().setServiceName("nobodys")));
    Refused.by(400, "InvalidArgument", () -> bind(""));
  }

  private CreateVpcBindingResponse bind(String vpc) {
    return release
        .client()
        .createVpcBinding(
            new CreateVpcBindingRequest().setServiceName(release.service()).setVpcId(vpc));
  }

  private void boundTo(String networks) {
    Answered.with(
        "{\"vpcIDs\": [%s]}".formatted(networks),
        release
            .client()
            .listVpcBindings(new ListVpcBindingsRequest().setServiceName(release.service())));
  }
}
