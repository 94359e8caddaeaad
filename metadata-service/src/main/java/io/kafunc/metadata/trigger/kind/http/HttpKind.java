// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.trigger.kind.http;

import static io.kafunc.metadata.trigger.kind.Shape.fields;
import static io.kafunc.metadata.trigger.kind.Shape.required;
import static io.kafunc.metadata.trigger.kind.Shape.text;

import io.kafunc.metadata.trigger.kind.Shape;
import io.kafunc.metadata.trigger.kind.TriggerKind;
import jakarta.inject.Singleton;
import java.util.List;

/** HTTP requests: which methods, and whether they must be signed (contract 1.5 and 1.7). */
@Singleton
public final class HttpKind implements TriggerKind {

  private static final List<String> METHODS =
      List.of("GET", "POST", "PUT", "DELETE", "HEAD", "PATCH", "OPTIONS");
  private static final Shape.Fields SHAPE =
      fields(
          required("authType", text("anonymous", "function")),
          required("methods", new Shape.Texts(METHODS)));

  @Override
  public String type() {
    return "http";
  }

  @Override
  public Shape.Fields shape() {
    return SHAPE;
  }

  /** Invoker-service answers the requests. */
  @Override
  public boolean fires() {
    return true;
  }

  @Override
  public boolean answersRequests() {
    return true;
  }
}
