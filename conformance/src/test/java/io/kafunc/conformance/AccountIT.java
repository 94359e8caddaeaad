// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.conformance;

import com.aliyuncs.fc.client.FunctionComputeClient;
import com.aliyuncs.fc.request.GetAccountSettingsRequest;
import com.aliyuncs.fc.request.ListReservedCapacitiesRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RunningSuite.class)
class AccountIT {

  private final FunctionComputeClient client;

  AccountIT(Suite suite) {
    this.client = suite.vendorClient();
  }

  @Test
  void knowsOneZone() {
    Answered.with(
        "{\"availableAZs\": [\"local-a\"]}",
        client.getAccountSettings(new GetAccountSettingsRequest()));
  }

  @Test
  void hasNoReservedCapacities() {
    Answered.with(
        "{\"reservedCapacities\": [], \"nextToken\": null}",
        client.listReservedCapacities(new ListReservedCapacitiesRequest().setLimit(10)));
  }

  @Test
  void refusesAPageOfNothing() {
    Refused.with(
        400,
        "InvalidArgument",
        "limit is set to an invalid value (min: 1, max: 100, actual: '0')",
        () -> client.listReservedCapacities(new ListReservedCapacitiesRequest().setLimit(0)));
  }
}
