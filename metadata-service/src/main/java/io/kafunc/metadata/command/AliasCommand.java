// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.command;

import io.kafunc.httpapi.Etag.Expected;
import io.kafunc.httpapi.Name;

/** What can be asked of an alias (contract 1.4). */
public sealed interface AliasCommand extends MetadataCommand {

  String serviceName();

  String aliasName();

  record CreateAlias(Author author, String serviceName, String aliasName, AliasChange change)
      implements AliasCommand {
    public CreateAlias {
      Name.check("aliasName", aliasName);
    }
  }

  record UpdateAlias(
      Author author, String serviceName, String aliasName, Expected expected, AliasChange change)
      implements AliasCommand {}

  record DeleteAlias(Author author, String serviceName, String aliasName, Expected expected)
      implements AliasCommand {}
}
