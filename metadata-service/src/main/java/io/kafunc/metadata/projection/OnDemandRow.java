// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.projection;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;

/**
 * A limit on on-demand instances.
 *
 * @param resource its name in lists
 * @param body the answer, whole
 */
@MappedEntity("on_demand_row")
public record OnDemandRow(
    @Id String id, String accountId, String resource, long revision, String body) {

  public static String id(String accountId, String resource) {
    return accountId + "/" + resource;
  }
}
