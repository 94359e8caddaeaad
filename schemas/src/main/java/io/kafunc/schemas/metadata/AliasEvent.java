// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.schemas.metadata;

/** What happens to an alias. Avro: alias.avsc. */
public sealed interface AliasEvent extends OfService {

  /** An alias came into being. */
  record AliasCreated(Stamp stamp, String serviceName, String aliasName, AliasConfig config)
      implements AliasEvent {}

  /** An alias points elsewhere or weighs otherwise: a release, a canary step or a rollback. */
  record AliasMoved(Stamp stamp, String serviceName, String aliasName, AliasConfig config)
      implements AliasEvent {}

  /** An alias was described anew, or set to what it already was. */
  record AliasUpdated(Stamp stamp, String serviceName, String aliasName, AliasConfig config)
      implements AliasEvent {}

  /** An alias ended. */
  record AliasDeleted(Stamp stamp, String serviceName, String aliasName) implements AliasEvent {}
}
