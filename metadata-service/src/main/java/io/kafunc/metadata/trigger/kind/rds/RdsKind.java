// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.trigger.kind.rds;

import static io.kafunc.metadata.trigger.kind.Shape.fields;
import static io.kafunc.metadata.trigger.kind.Shape.optional;
import static io.kafunc.metadata.trigger.kind.Shape.required;
import static io.kafunc.metadata.trigger.kind.Shape.text;

import io.kafunc.metadata.trigger.kind.Shape;
import io.kafunc.metadata.trigger.kind.Source;
import io.kafunc.metadata.trigger.kind.TriggerKind;
import jakarta.inject.Singleton;
import java.util.List;

/** Changed rows of a relational database: of which tables, in what form (contract 1.5). */
@Singleton
public final class RdsKind implements TriggerKind {

  private static final Shape.Fields SHAPE =
      fields(
          required("subscriptionObjects", new Shape.Texts(List.of())),
          optional("retry", new Shape.Whole(0, Integer.MAX_VALUE)),
          optional("concurrency", new Shape.Whole(1, Integer.MAX_VALUE)),
          optional("eventFormat", text("json", "protobuf")));
  private static final Source DATABASE =
      Source.arn("rds", "dbinstance/[A-Za-z0-9][A-Za-z0-9_-]{0,127}", "dbinstance/<instance>");

  @Override
  public String type() {
    return "rds";
  }

  @Override
  public Shape.Fields shape() {
    return SHAPE;
  }

  @Override
  public Source source() {
    return DATABASE;
  }
}
