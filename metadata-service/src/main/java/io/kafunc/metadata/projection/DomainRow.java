// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.projection;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;

/**
 * A custom domain.
 *
 * @param createdTime microseconds since 1970
 * @param body the answer, whole
 */
@MappedEntity("domain_row")
public record DomainRow(
    @Id String id,
    String accountId,
    String domainName,
    long createdTime,
    long revision,
    String body) {

  public static String id(String accountId, String domainName) {
    return accountId + "/" + domainName;
  }
}
