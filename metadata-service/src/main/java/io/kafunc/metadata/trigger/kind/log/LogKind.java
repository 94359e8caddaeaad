// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.trigger.kind.log;

import static io.kafunc.metadata.trigger.kind.Shape.fields;
import static io.kafunc.metadata.trigger.kind.Shape.optional;
import static io.kafunc.metadata.trigger.kind.Shape.required;
import static io.kafunc.metadata.trigger.kind.Shape.text;

import io.kafunc.metadata.trigger.kind.Shape;
import io.kafunc.metadata.trigger.kind.Source;
import io.kafunc.metadata.trigger.kind.TriggerKind;
import jakarta.inject.Singleton;

/** Lines of a logstore: how often they are handed over, and with what parameter (contract 1.5). */
@Singleton
public final class LogKind implements TriggerKind {

  private static final Shape.Fields SHAPE =
      fields(
          required("sourceConfig", fields(required("logstore", text()))),
          optional(
              "jobConfig",
              fields(
                  optional("maxRetryTime", new Shape.Whole(0, 100)),
                  optional("triggerInterval", new Shape.Whole(3, 600)))),
          optional("functionParameter", new Shape.Free()),
          optional("logConfig", fields(optional("project", text()), optional("logstore", text()))),
          optional("enable", new Shape.Flag()));
  private static final Source PROJECT =
      Source.arn("log", "project/[A-Za-z0-9][A-Za-z0-9_-]{0,127}", "project/<project>");

  @Override
  public String type() {
    return "log";
  }

  @Override
  public Shape.Fields shape() {
    return SHAPE;
  }

  @Override
  public Source source() {
    return PROJECT;
  }
}
