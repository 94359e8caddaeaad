// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.trigger.kind.oss;

import static io.kafunc.metadata.trigger.kind.Shape.fields;
import static io.kafunc.metadata.trigger.kind.Shape.optional;
import static io.kafunc.metadata.trigger.kind.Shape.required;
import static io.kafunc.metadata.trigger.kind.Shape.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafunc.metadata.trigger.kind.Shape;
import io.kafunc.metadata.trigger.kind.Source;
import io.kafunc.metadata.trigger.kind.TriggerKind;
import jakarta.inject.Singleton;
import java.util.List;

/** Objects of a bucket: which events, for keys of what beginning and end (contract 1.5). */
@Singleton
public final class OssKind implements TriggerKind {

  private static final List<String> EVENTS =
      List.of(
          "oss:ObjectCreated:*",
          "oss:ObjectCreated:PutObject",
          "oss:ObjectCreated:PutSymlink",
          "oss:ObjectCreated:PostObject",
          "oss:ObjectCreated:CopyObject",
          "oss:ObjectCreated:InitiateMultipartUpload",
          "oss:ObjectCreated:UploadPart",
          "oss:ObjectCreated:UploadPartCopy",
          "oss:ObjectCreated:CompleteMultipartUpload",
          "oss:ObjectCreated:AppendObject",
          "oss:ObjectRemoved:DeleteObject",
          "oss:ObjectRemoved:DeleteObjects",
          "oss:ObjectRemoved:AbortMultipartUpload",
          "oss:ObjectReplication:ObjectCreated",
          "oss:ObjectReplication:ObjectRemoved",
          "oss:ObjectReplication:ObjectModified");
  private static final Shape.Fields SHAPE =
      fields(
          required("events", new Shape.Texts(EVENTS)),
          optional(
              "filter",
              fields(
                  optional(
                      "key", fields(optional("prefix", text()), optional("suffix", text()))))));
  private static final Source BUCKET = Source.arn("oss", "[a-z0-9][a-z0-9-]{2,62}", "<bucket>");

  @Override
  public String type() {
    return "oss";
  }

  @Override
  public Shape.Fields shape() {
    return SHAPE;
  }

  @Override
  public Source source() {
    return BUCKET;
  }

  @Override
  public boolean overlap(ObjectNode one, ObjectNode other) {
    return key(one, "prefix", other, String::startsWith)
        && key(one, "suffix", other, String::endsWith)
        && one.path("events").valueStream().anyMatch(event -> among(other.path("events"), event));
  }

  private static boolean key(ObjectNode one, String end, ObjectNode other, Covers covers) {
    var a = one.path("filter").path("key").path(end).asText();
    var b = other.path("filter").path("key").path(end).asText();
    return covers.test(a, b) || covers.test(b, a);
  }

  private static boolean among(JsonNode events, JsonNode event) {
    return events
        .valueStream()
        .anyMatch(other -> includes(event, other.asText()) || includes(other, event.asText()));
  }

  /** Itself, and what a final star stands for. */
  private static boolean includes(JsonNode event, String other) {
    var name = event.asText();
    return name.equals(other)
        || name.endsWith("*") && other.startsWith(name.substring(0, name.length() - 1));
  }

  private interface Covers {
    boolean test(String longer, String shorter);
  }
}
