// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.projection;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;

/**
 * A trigger.
 *
 * @param createdTime microseconds since 1970
 * @param body the answer, whole
 */
@MappedEntity("trigger_row")
public record TriggerRow(
    @Id String id,
    String accountId,
    String serviceName,
    String functionName,
    String triggerName,
    String triggerId,
    long createdTime,
    long revision,
    String body) {

  public static String id(
      String accountId, String serviceName, String functionName, String triggerName) {
    return accountId + "/" + serviceName + "/" + functionName + "/" + triggerName;
  }
}
