// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.schemas.metadata;

/** What happens to the VPC bindings of a service. Avro: binding.avsc. */
public sealed interface BindingEvent extends OfService {

  String vpcId();

  /** A service was bound to a VPC; also when it was before. */
  record VpcBound(Stamp stamp, String serviceName, String vpcId) implements BindingEvent {}

  /** A service was released from a VPC. */
  record VpcUnbound(Stamp stamp, String serviceName, String vpcId) implements BindingEvent {}
}
