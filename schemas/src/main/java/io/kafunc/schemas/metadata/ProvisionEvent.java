// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.schemas.metadata;

/** What happens to a configuration of provisioned instances. Avro: provision.avsc. */
public sealed interface ProvisionEvent extends OfService {

  /** How many instances are kept ready was set; also when nothing differed. */
  record ProvisionConfigPut(
      Stamp stamp,
      String serviceName,
      String functionName,
      String qualifier,
      ProvisionConfig config)
      implements ProvisionEvent {}
}
