// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.answer;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.kafunc.httpapi.FcTime;
import io.kafunc.schemas.metadata.TriggerConfig;
import java.time.Instant;

/** A trigger as FC shows it (contract 1.5): its configuration is what was sent, key for key. */
public record TriggerAnswer(
    String triggerName,
    String description,
    String triggerId,
    String sourceArn,
    String triggerType,
    String invocationRole,
    String qualifier,
    @JsonRawValue String triggerConfig,
    String createdTime,
    String lastModifiedTime) {

  public static TriggerAnswer of(
      String triggerName,
      String triggerId,
      TriggerConfig config,
      Instant createdTime,
      Instant lastModifiedTime) {
    return new TriggerAnswer(
        triggerName,
        config.description(),
        triggerId,
        config.sourceArn().orElse(null),
        config.triggerType(),
        config.invocationRole().orElse(""),
        config.qualifier().orElse(""),
        config.json(),
        FcTime.seconds(createdTime),
        FcTime.seconds(lastModifiedTime));
  }
}
