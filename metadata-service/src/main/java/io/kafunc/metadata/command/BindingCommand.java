// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.command;

/** What can be asked of a service's VPC bindings (contract 1.1). */
public sealed interface BindingCommand extends MetadataCommand {

  String serviceName();

  String vpcId();

  record CreateVpcBinding(Author author, String serviceName, String vpcId)
      implements BindingCommand {}

  record DeleteVpcBinding(Author author, String serviceName, String vpcId)
      implements BindingCommand {}
}
