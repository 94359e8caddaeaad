// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.schemas.metadata;

/** What happens to a custom domain. Avro: domain.avsc. */
public sealed interface DomainEvent extends OfAccount {

  String domainName();

  /** A custom domain came into being. */
  record CustomDomainCreated(Stamp stamp, String domainName, DomainConfig config)
      implements DomainEvent {}

  /** A custom domain's configuration was set; also when nothing differed. */
  record CustomDomainUpdated(Stamp stamp, String domainName, DomainConfig config)
      implements DomainEvent {}

  /** A custom domain ended. */
  record CustomDomainDeleted(Stamp stamp, String domainName) implements DomainEvent {}
}
