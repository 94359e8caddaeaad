// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.projection;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;

/**
 * What a service can be found by in lists: one row for a tag's key, and one for key and value.
 *
 * @param tag as {@link TagFilter} writes it
 */
@MappedEntity("tag_row")
public record TagRow(@Id String id, String accountId, String serviceName, String tag) {

  static TagRow of(String accountId, String serviceName, String tag) {
    return new TagRow(accountId + "/" + serviceName + "/" + tag, accountId, serviceName, tag);
  }
}
