// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.schemas.metadata;

/** A fact about an account's metadata: the truth that kafunc.metadata holds, in order, for ever. */
public sealed interface MetadataEvent permits OfService, OfAccount {

  /** Revision, time and author of the change. */
  Stamp stamp();
}
