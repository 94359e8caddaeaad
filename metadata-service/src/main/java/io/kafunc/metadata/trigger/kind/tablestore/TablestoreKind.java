// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.trigger.kind.tablestore;

import io.kafunc.metadata.trigger.kind.Shape;
import io.kafunc.metadata.trigger.kind.Source;
import io.kafunc.metadata.trigger.kind.TriggerKind;
import jakarta.inject.Singleton;

/** Changed rows of a table; there is nothing to configure (contract 1.5). */
@Singleton
public final class TablestoreKind implements TriggerKind {

  private static final Shape.Fields SHAPE = Shape.fields();
  private static final Source TABLE =
      Source.arn(
          "ots",
          "instance/[A-Za-z0-9][A-Za-z0-9_-]{0,127}/table/[A-Za-z_][A-Za-z0-9_]{0,254}",
          "instance/<instance>/table/<table>");

  @Override
  public String type() {
    return "tablestore";
  }

  @Override
  public Shape.Fields shape() {
    return SHAPE;
  }

  @Override
  public Source source() {
    return TABLE;
  }
}
