// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.command;

import io.kafunc.httpapi.Etag.Expected;

/** What can be asked of a configuration of provisioned instances (contract 1.9). */
public sealed interface ProvisionCommand extends MetadataCommand {

  FunctionAt at();

  record PutProvisionConfig(Author author, FunctionAt at, Expected expected, ProvisionChange change)
      implements ProvisionCommand {}
}
