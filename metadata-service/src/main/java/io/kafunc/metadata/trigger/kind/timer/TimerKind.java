// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.trigger.kind.timer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafunc.metadata.trigger.kind.TriggerKind;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Timers: when, with what payload, and whether at all (contract 1.5 and 6). */
@Singleton
public final class TimerKind implements TriggerKind {

  @Override
  public String type() {
    return "timer";
  }

  @Override
  public List<String> fields() {
    return List.of("payload", "cronExpression", "enable");
  }

  @Override
  public Optional<String> fault(ObjectNode config) {
    JsonNode expression = config.path("cronExpression");
    if (expression.isMissingNode()) {
      return Optional.of("cronExpression is required but not set");
    }
    if (!expression.isTextual()) {
      return Optional.of("cronExpression is set to an invalid value (allowed: a string)");
    }
    if (!config.path("payload").isMissingNode() && !config.path("payload").isTextual()) {
      return Optional.of("payload is set to an invalid value (allowed: a string)");
    }
    if (!config.path("enable").isMissingNode() && !config.path("enable").isBoolean()) {
      return Optional.of("enable is set to an invalid value (allowed: true | false)");
    }
    return TimerExpression.fault(expression.textValue());
  }
}
