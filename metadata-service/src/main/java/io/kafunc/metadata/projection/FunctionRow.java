// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.projection;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;

/**
 * A function as it is, or as a version froze it.
 *
 * @param versionId 0 is LATEST
 * @param createdTime microseconds since 1970
 * @param codeSha256 names its archive in the code store
 * @param codeCrc64 FC's checksum of the archive
 * @param body the answer, whole
 */
@MappedEntity("function_row")
public record FunctionRow(
    @Id String id,
    String accountId,
    String serviceName,
    long versionId,
    String functionName,
    String functionId,
    long createdTime,
    long revision,
    @Nullable String codeSha256,
    @Nullable String codeCrc64,
    String body) {

  public static String id(
      String accountId, String serviceName, long versionId, String functionName) {
    return accountId + "/" + serviceName + "." + versionId + "/" + functionName;
  }
}
