// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.command;

import io.kafunc.httpapi.Etag.Expected;

/** What can be asked of a custom domain (contract 1.8). */
public sealed interface DomainCommand extends MetadataCommand {

  String domainName();

  record CreateCustomDomain(Author author, String domainName, DomainChange change)
      implements DomainCommand {}

  record UpdateCustomDomain(
      Author author, String domainName, Expected expected, DomainChange change)
      implements DomainCommand {}

  record DeleteCustomDomain(Author author, String domainName, Expected expected)
      implements DomainCommand {}
}
