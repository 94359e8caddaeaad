// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.projection;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;

/** A published version, its contents apart: they are rows of their own. */
@MappedEntity("version_row")
public record VersionRow(
    @Id String id,
    String accountId,
    String serviceName,
    long versionId,
    long revision,
    String body) {

  public static String id(String accountId, String serviceName, long versionId) {
    return accountId + "/" + serviceName + "." + versionId;
  }
}
