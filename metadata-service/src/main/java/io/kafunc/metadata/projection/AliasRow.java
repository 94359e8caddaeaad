// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.projection;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;

/**
 * An alias.
 *
 * @param versionId what it points at, there or not (F-14)
 * @param createdTime microseconds since 1970
 * @param body the answer, whole
 */
@MappedEntity("alias_row")
public record AliasRow(
    @Id String id,
    String accountId,
    String serviceName,
    String aliasName,
    long versionId,
    long createdTime,
    long revision,
    String body) {

  public static String id(String accountId, String serviceName, String aliasName) {
    return accountId + "/" + serviceName + "/" + aliasName;
  }
}
