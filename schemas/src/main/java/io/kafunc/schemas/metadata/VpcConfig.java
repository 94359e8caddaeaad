// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.schemas.metadata;

import java.util.List;

/** The network a service's functions may reach. */
public record VpcConfig(
    String vpcId, List<String> vSwitchIds, String securityGroupId, String role) {
  public VpcConfig {
    vSwitchIds = List.copyOf(vSwitchIds);
  }
}
