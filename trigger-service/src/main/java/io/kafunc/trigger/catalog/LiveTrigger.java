// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.trigger.catalog;

import io.kafunc.schemas.metadata.TriggerConfig;
import java.time.Instant;

/**
 * A trigger as it stands now.
 *
 * @param changed its last change; intervals count from it
 */
public record LiveTrigger(
    String accountId,
    String serviceName,
    String functionName,
    String triggerName,
    String triggerId,
    TriggerConfig config,
    Instant changed) {

  /** What the trigger fires when it names no version or alias. */
  public String qualifier() {
    return config.qualifier().filter(qualifier -> !qualifier.isEmpty()).orElse("LATEST");
  }
}
