// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.trigger;

import static io.kafunc.httpapi.ErrorCode.INVALID_ARGUMENT;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafunc.httpapi.FcError;
import io.kafunc.metadata.command.TriggerChange;
import io.kafunc.metadata.trigger.kind.TriggerKind;
import io.kafunc.metadata.trigger.kind.TriggerKinds;
import io.kafunc.schemas.metadata.TriggerConfig;
import java.util.regex.Pattern;

/**
 * What a change makes of a trigger's settings, checked by its kind. The configuration keeps the
 * caller's fields and their order, because the answer must equal what was sent (contract 1.5); a
 * {@code null} is absent, and a field of the kind in other letters gets FC's spelling. Pure.
 */
public final class TriggerConfigs {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern QUALIFIER =
      Pattern.compile("[1-9][0-9]{0,17}|[A-Za-z_][A-Za-z0-9_-]{0,127}");

  private final TriggerKinds kinds;

  public TriggerConfigs(TriggerKinds kinds) {
    this.kinds = kinds;
  }

  /** A checked configuration, or why there is none. */
  public sealed interface Result {
    record Checked(TriggerConfig config) implements Result {}

    record Refused(FcError refusal) implements Result {}
  }

  Result created(String type, TriggerChange change) {
    var kind = kinds.find(type);
    if (kind.isEmpty()) {
      return refused(
          type.isEmpty()
              ? "triggerType is required but not set"
              : "triggerType is set to an invalid value (allowed: %s, actual: '%s')"
                  .formatted(kinds.allowed(), type));
    }
    return checked(
        kind.get(),
        new TriggerConfig(
            type,
            change.description().orElse(""),
            change.sourceArn(),
            change.invocationRole(),
            change.qualifier().filter(text -> !text.isEmpty()),
            ""),
        config(kind.get(), change));
  }

  Result updated(TriggerConfig before, TriggerChange change) {
    var kind = kinds.find(before.triggerType()).orElseThrow();
    return checked(
        kind,
        new TriggerConfig(
            before.triggerType(),
            change.description().orElse(before.description()),
            before.sourceArn(),
            change.invocationRole().or(before::invocationRole),
            change.qualifier().or(before::qualifier).filter(text -> !text.isEmpty()),
            ""),
        kind.merge(read(before.json()), config(kind, change)));
  }

  private static Result checked(TriggerKind kind, TriggerConfig rest, ObjectNode json) {
    if (!rest.qualifier().map(text -> QUALIFIER.matcher(text).matches()).orElse(true)) {
      return refused(
          "qualifier is set to an invalid value (allowed: a version or an alias, actual: '%s')"
              .formatted(rest.qualifier().orElse("")));
    }
    return kind.fault(json)
        .map(TriggerConfigs::refused)
        .orElseGet(
            () ->
                new Result.Checked(
                    new TriggerConfig(
                        rest.triggerType(),
                        rest.description(),
                        rest.sourceArn(),
                        rest.invocationRole(),
                        rest.qualifier(),
                        json.toString())));
  }

  private static ObjectNode config(TriggerKind kind, TriggerChange change) {
    var given = change.json().map(TriggerConfigs::read).orElseGet(JSON::createObjectNode);
    var spelled = JSON.createObjectNode();
    for (var field : given.properties()) {
      if (!field.getValue().isNull()) {
        spelled.set(spelling(kind, field.getKey()), field.getValue());
      }
    }
    return spelled;
  }

  private static String spelling(TriggerKind kind, String name) {
    return kind.fields().stream().filter(name::equalsIgnoreCase).findFirst().orElse(name);
  }

  private static ObjectNode read(String json) {
    try {
      JsonNode node = JSON.readTree(json);
      return (ObjectNode) node;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("not the JSON object that the edge made", e);
    }
  }

  private static Result refused(String text) {
    return new Result.Refused(INVALID_ARGUMENT.saying(text));
  }
}
