// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.trigger.kind.mns;

import static io.kafunc.metadata.trigger.kind.Shape.fields;
import static io.kafunc.metadata.trigger.kind.Shape.optional;
import static io.kafunc.metadata.trigger.kind.Shape.text;

import io.kafunc.metadata.trigger.kind.Shape;
import io.kafunc.metadata.trigger.kind.Source;
import io.kafunc.metadata.trigger.kind.TriggerKind;
import jakarta.inject.Singleton;

/** Messages of a topic: in what form, which ones, tried how often (contract 1.5). */
@Singleton
public final class MnsTopicKind implements TriggerKind {

  private static final Shape.Fields SHAPE =
      fields(
          optional("filterTag", text()),
          optional("notifyContentFormat", text("STREAM", "JSON")),
          optional("notifyStrategy", text("BACKOFF_RETRY", "EXPONENTIAL_DECAY_RETRY")));
  private static final Source TOPIC =
      Source.arn("mns", "/topics/[A-Za-z0-9][A-Za-z0-9-]{0,255}", "/topics/<topic>");

  @Override
  public String type() {
    return "mns_topic";
  }

  @Override
  public Shape.Fields shape() {
    return SHAPE;
  }

  @Override
  public Source source() {
    return TOPIC;
  }

  @Override
  public boolean isConfigUpdatable() {
    return false;
  }
}
