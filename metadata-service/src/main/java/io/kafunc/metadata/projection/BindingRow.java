// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.projection;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;

/** A VPC that a service is bound to. */
@MappedEntity("binding_row")
public record BindingRow(@Id String id, String accountId, String serviceName, String vpcId) {

  static BindingRow of(String accountId, String serviceName, String vpcId) {
    return new BindingRow(
        accountId + "/" + serviceName + "/" + vpcId, accountId, serviceName, vpcId);
  }
}
