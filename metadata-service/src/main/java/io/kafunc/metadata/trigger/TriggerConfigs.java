// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.trigger;

import static io.kafunc.httpapi.ErrorCode.INVALID_ARGUMENT;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafunc.httpapi.FcError;
import io.kafunc.metadata.account.Check;
import io.kafunc.metadata.command.TriggerChange;
import io.kafunc.metadata.trigger.kind.Source;
import io.kafunc.metadata.trigger.kind.Source.TriggerPath;
import io.kafunc.metadata.trigger.kind.TriggerKind;
import io.kafunc.metadata.trigger.kind.TriggerKinds;
import io.kafunc.schemas.metadata.TriggerConfig;
import java.util.Optional;
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

  Result created(String type, TriggerPath path, TriggerChange change) {
    var kind = kinds.find(type);
    if (kind.isEmpty()) {
      return new Result.Refused(
          INVALID_ARGUMENT.saying(
              type.isEmpty()
                  ? "triggerType is required but not set"
                  : "triggerType is set to an invalid value (allowed: %s, actual: '%s')"
                      .formatted(kinds.allowed(), type)));
    }
    var json = config(kind.get(), change);
    return checked(
        kind.get(),
        new TriggerConfig(
            type,
            change.description().orElse(""),
            sourceArn(kind.get(), path, change, json),
            change.invocationRole().filter(_ -> !kind.get().answersRequests()),
            change.qualifier().filter(text -> !text.isEmpty()),
            json.toString()),
        json);
  }

  private static Optional<String> sourceArn(
      TriggerKind kind, TriggerPath path, TriggerChange change, ObjectNode json) {
    var given = change.sourceArn().filter(text -> !text.isEmpty());
    return switch (kind.source()) {
      case Source.Nowhere() -> Optional.empty();
      case Source.Arn _ -> given;
      case Source.Derived(_, var derivation) ->
          Optional.of(given.orElseGet(() -> derivation.arn(path, json)));
    };
  }

  Result updated(TriggerConfig before, TriggerChange change) {
    var kind = kinds.find(before.triggerType()).orElseThrow();
    var now = read(before.json());
    var json = (ObjectNode) kind.shape().merged(now, config(kind, change));
    if (!kind.isConfigUpdatable() && !json.equals(now)) {
      return new Result.Refused(
          INVALID_ARGUMENT.saying(
              "triggerConfig of a trigger of type %s cannot be changed".formatted(kind.type())));
    }
    return checked(
        kind,
        new TriggerConfig(
            before.triggerType(),
            change.description().orElse(before.description()),
            before.sourceArn(),
            change.invocationRole().or(before::invocationRole).filter(_ -> !kind.answersRequests()),
            change.qualifier().or(before::qualifier).filter(text -> !text.isEmpty()),
            json.toString()),
        json);
  }

  private static Result checked(TriggerKind kind, TriggerConfig config, ObjectNode json) {
    return new Check()
        .and(() -> sourceFault(kind.source(), config.sourceArn()))
        .that(
            () -> config.qualifier().map(text -> QUALIFIER.matcher(text).matches()).orElse(true),
            () ->
                "qualifier is set to an invalid value (allowed: a version or an alias, actual: '%s')"
                    .formatted(config.qualifier().orElse("")))
        .and(
            () ->
                kind.shape()
                    .fault("", json)
                    .or(() -> kind.fault(json))
                    .map(INVALID_ARGUMENT::saying))
        .fault()
        .<Result>map(Result.Refused::new)
        .orElseGet(() -> new Result.Checked(config));
  }

  private static Optional<FcError> sourceFault(Source source, Optional<String> arn) {
    return switch (source) {
      case Source.Nowhere() -> Optional.empty();
      case Source.Arn(var form, var words) ->
          new Check()
              .present("sourceArn", arn.orElse(""))
              .that(
                  () -> form.matcher(arn.orElseThrow()).matches(),
                  () ->
                      "sourceArn is set to an invalid value (allowed: %s, actual: '%s')"
                          .formatted(words, arn.orElseThrow()))
              .fault();
      case Source.Derived(var form, _) -> sourceFault(form, arn);
    };
  }

  private static ObjectNode config(TriggerKind kind, TriggerChange change) {
    var given = change.json().map(TriggerConfigs::read).orElseGet(JSON::createObjectNode);
    return (ObjectNode) kind.shape().spelled(given);
  }

  static ObjectNode read(String json) {
    try {
      return (ObjectNode) JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("not the JSON object that the edge made", e);
    }
  }
}
