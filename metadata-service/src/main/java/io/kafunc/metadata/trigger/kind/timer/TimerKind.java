// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.trigger.kind.timer;

import static io.kafunc.metadata.trigger.kind.Shape.fields;
import static io.kafunc.metadata.trigger.kind.Shape.optional;
import static io.kafunc.metadata.trigger.kind.Shape.required;
import static io.kafunc.metadata.trigger.kind.Shape.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafunc.metadata.trigger.kind.Shape;
import io.kafunc.metadata.trigger.kind.TriggerKind;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Timers: when, with what payload, and whether at all (contract 1.5 and 6). */
@Singleton
public final class TimerKind implements TriggerKind {

  private static final Shape.Fields SHAPE =
      fields(
          required("cronExpression", text()),
          optional("payload", text()),
          optional("enable", new Shape.Flag()));

  @Override
  public String type() {
    return "timer";
  }

  @Override
  public Shape.Fields shape() {
    return SHAPE;
  }

  @Override
  public Optional<String> fault(ObjectNode config) {
    return TimerExpression.fault(config.path("cronExpression").textValue());
  }

  @Override
  public boolean fires() {
    return true;
  }
}
