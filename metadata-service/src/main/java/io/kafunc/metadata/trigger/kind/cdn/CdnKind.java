// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.trigger.kind.cdn;

import static io.kafunc.metadata.trigger.kind.Shape.fields;
import static io.kafunc.metadata.trigger.kind.Shape.optional;
import static io.kafunc.metadata.trigger.kind.Shape.required;
import static io.kafunc.metadata.trigger.kind.Shape.text;

import io.kafunc.metadata.trigger.kind.Shape;
import io.kafunc.metadata.trigger.kind.Source;
import io.kafunc.metadata.trigger.kind.TriggerKind;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.regex.Pattern;

/** Events of a content delivery network, by domain (contract 1.5, names in section 6). */
@Singleton
public final class CdnKind implements TriggerKind {

  private static final Shape.Fields SHAPE =
      fields(
          required(
              "eventName",
              text(
                  "CachedObjectsRefreshed",
                  "CachedObjectsPushed",
                  "CachedObjectsBlocked",
                  "LogFileCreated",
                  "CdnDomainStarted",
                  "CdnDomainStopped",
                  "CdnDomainAdded",
                  "CdnDomainDeleted")),
          required("eventVersion", text("1.0.0")),
          optional("notes", text()),
          optional("filter", fields(optional("domain", new Shape.Texts(List.of())))));
  private static final Source ACCOUNT =
      new Source.Arn(Pattern.compile("acs:cdn:[a-z0-9*-]*:[0-9A-Za-z]+"), "acs:cdn:*:<account>");

  @Override
  public String type() {
    return "cdn_events";
  }

  @Override
  public Shape.Fields shape() {
    return SHAPE;
  }

  @Override
  public Source source() {
    return ACCOUNT;
  }
}
