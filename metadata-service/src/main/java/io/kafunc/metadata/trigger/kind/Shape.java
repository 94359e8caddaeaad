// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.trigger.kind;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * What a value of a trigger's configuration looks like. A kind writes its shape down once, and by
 * it a configuration is spelled as FC does, checked and merged. Pure.
 */
public sealed interface Shape {

  /** A string; one of these, where any are named. */
  record Text(List<String> allowed) implements Shape {}

  /** An integer. */
  record Whole(long min, long max) implements Shape {}

  /** {@code true} or {@code false}. */
  record Flag() implements Shape {}

  /** At least one string; each one of these, where any are named. */
  record Texts(List<String> allowed) implements Shape {}

  /** An object of the caller's own fields, replaced as a whole. */
  record Free() implements Shape {}

  /** An object of FC's fields. What is none of them is kept as it came and means nothing. */
  record Fields(List<Field> fields) implements Shape {}

  record Field(String name, boolean isRequired, Shape shape) {}

  static Fields fields(Field... fields) {
    return new Fields(List.of(fields));
  }

  static Field required(String name, Shape shape) {
    return new Field(name, true, shape);
  }

  static Field optional(String name, Shape shape) {
    return new Field(name, false, shape);
  }

  static Text text(String... allowed) {
    return new Text(List.of(allowed));
  }

  /**
   * The value without its nulls, which say the same as absence, and with each field in FC's
   * spelling, whatever letters the request used (contract 0.1, 0.2).
   */
  default JsonNode spelled(JsonNode value) {
    if (!(this instanceof Fields(var fields)) || !value.isObject()) {
      return value;
    }
    var spelled = JsonNodeFactory.instance.objectNode();
    for (var entry : value.properties()) {
      if (!entry.getValue().isNull()) {
        var field =
            fields.stream().filter(f -> f.name().equalsIgnoreCase(entry.getKey())).findFirst();
        spelled.set(
            field.map(Field::name).orElse(entry.getKey()),
            field.map(f -> f.shape().spelled(entry.getValue())).orElse(entry.getValue()));
      }
    }
    return spelled;
  }

  /** Why a spelled value is refused. */
  default Optional<String> fault(String name, JsonNode value) {
    return switch (this) {
      case Text(var allowed) -> text(name, value, allowed);
      case Whole(long min, long max) -> whole(name, value, min, max);
      case Flag() -> value.isBoolean() ? Optional.empty() : refused(name, "true | false");
      case Texts(var allowed) -> texts(name, value, allowed);
      case Free() -> value.isObject() ? Optional.empty() : refused(name, "an object");
      case Fields(var fields) -> object(name, value, fields);
    };
  }

  /** What a spelled change makes of a spelled value: fields that it does not give stay. */
  default JsonNode merged(JsonNode before, JsonNode change) {
    if (!(this instanceof Fields(var fields)) || !before.isObject() || !change.isObject()) {
      return change;
    }
    ObjectNode merged = before.deepCopy();
    for (var entry : change.properties()) {
      var known = before.path(entry.getKey());
      var shape = fields.stream().filter(f -> f.name().equals(entry.getKey())).findFirst();
      merged.set(
          entry.getKey(),
          shape.map(f -> f.shape().merged(known, entry.getValue())).orElse(entry.getValue()));
    }
    return merged;
  }

  private static Optional<String> text(String name, JsonNode value, List<String> allowed) {
    if (!value.isTextual()) {
      return refused(name, "a string");
    }
    return allowed.isEmpty() || allowed.contains(value.textValue())
        ? Optional.empty()
        : Optional.of(
            "%s is set to an invalid value (allowed: %s, actual: '%s')"
                .formatted(name, String.join(" | ", allowed), value.textValue()));
  }

  private static Optional<String> whole(String name, JsonNode value, long min, long max) {
    if (!value.isIntegralNumber()) {
      return refused(name, "an integer");
    }
    return value.canConvertToLong() && value.longValue() >= min && value.longValue() <= max
        ? Optional.empty()
        : Optional.of(
            "%s is set to an invalid value (min: %d, max: %d, actual: %s)"
                .formatted(name, min, max, value.asText()));
  }

  private static Optional<String> texts(String name, JsonNode value, List<String> allowed) {
    if (!value.isArray()) {
      return refused(name, "an array");
    }
    if (value.isEmpty()) {
      return Optional.of(name + " is required but not set");
    }
    return value.valueStream().flatMap(item -> text(name, item, allowed).stream()).findFirst();
  }

  private static Optional<String> object(String name, JsonNode value, List<Field> fields) {
    if (!value.isObject()) {
      return refused(name, "an object");
    }
    for (var field : fields) {
      var path = name.isEmpty() ? field.name() : name + "." + field.name();
      var given = value.path(field.name());
      var fault =
          given.isMissingNode()
              ? Optional.of(path + " is required but not set").filter(_ -> field.isRequired())
              : field.shape().fault(path, given);
      if (fault.isPresent()) {
        return fault;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> refused(String name, String allowed) {
    return Optional.of("%s is set to an invalid value (allowed: %s)".formatted(name, allowed));
  }
}
