// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.projection;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;

/**
 * A service as it is, or as a version froze it.
 *
 * @param versionId 0 is LATEST
 * @param createdTime microseconds since 1970
 * @param body the answer, whole
 */
@MappedEntity("service_row")
public record ServiceRow(
    @Id String id,
    String accountId,
    String serviceName,
    long versionId,
    String serviceId,
    long createdTime,
    long revision,
    String body) {

  public static String id(String accountId, String serviceName, long versionId) {
    return accountId + "/" + serviceName + "." + versionId;
  }
}
