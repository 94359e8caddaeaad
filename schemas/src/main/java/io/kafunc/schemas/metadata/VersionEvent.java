// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.schemas.metadata;

/** What happens to the versions of a service. Avro: version.avsc. */
public sealed interface VersionEvent extends OfService {

  /** A service was frozen under the next number; carries the whole snapshot. */
  record VersionPublished(
      Stamp stamp, String serviceName, long versionId, String description, ServiceSnapshot snapshot)
      implements VersionEvent {}

  /** A version ended; aliases and triggers that name it stay (F-14). */
  record VersionDeleted(Stamp stamp, String serviceName, long versionId) implements VersionEvent {}
}
