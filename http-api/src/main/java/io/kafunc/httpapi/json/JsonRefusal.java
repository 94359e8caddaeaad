// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.httpapi.json;

import static io.kafunc.httpapi.ErrorCode.INVALID_ARGUMENT;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.kafunc.httpapi.FcError;
import io.kafunc.httpapi.FcException;
import java.util.Collection;
import java.util.stream.Collectors;

/** Says which field of a JSON body is wrong, or where its text breaks; never quotes the library. */
public final class JsonRefusal {

  public static FcError of(JsonProcessingException fault) {
    if (fault.getCause() instanceof FcException refusedByTheBodysOwnRules) {
      return refusedByTheBodysOwnRules.error();
    }
    if (fault.getCause() instanceof JsonParseException broken) {
      return of(broken);
    }
    if (fault instanceof InvalidDefinitionException again && !again.getPath().isEmpty()) {
      return INVALID_ARGUMENT.saying(field(again) + " is set more than once");
    }
    if (fault instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
      return INVALID_ARGUMENT.saying(
          "%s is set to an invalid value (allowed: %s)".formatted(field(mapping), wanted(mapping)));
    }
    if (fault instanceof MismatchedInputException mismatch) {
      return INVALID_ARGUMENT.saying(
          "request body is set to an invalid value (allowed: %s)".formatted(wanted(mismatch)));
    }
    JsonLocation at = fault.getLocation();
    return INVALID_ARGUMENT.saying(
        at == null || at.getLineNr() < 1
            ? "request body is not valid JSON"
            : "request body is not valid JSON (line %d, column %d)"
                .formatted(at.getLineNr(), at.getColumnNr()));
  }

  private static String field(JsonMappingException mapping) {
    return mapping.getPath().stream()
        .map(at -> at.getFieldName() == null ? "[" + at.getIndex() + "]" : "." + at.getFieldName())
        .collect(Collectors.joining())
        .substring(mapping.getPath().getFirst().getFieldName() == null ? 0 : 1);
  }

  private static String wanted(JsonMappingException mapping) {
    if (mapping instanceof InvalidNullException) {
      return "anything but null";
    }
    if (mapping.getCause() instanceof InputCoercionException overflow) {
      return named(overflow.getTargetType());
    }
    return mapping instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null
        ? named(mismatch.getTargetType())
        : "a value of the documented type";
  }

  private static String named(Class<?> type) {
    if (type == String.class) {
      return "a string";
    }
    if (type == boolean.class || type == Boolean.class) {
      return "true | false";
    }
    if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
      return "an integer";
    }
    if (Number.class.isAssignableFrom(type) || type.isPrimitive()) {
      return "a number";
    }
    if (type == byte[].class) {
      return "base64";
    }
    boolean array =
        type.isArray() || Collection.class.isAssignableFrom(type) || type == ArrayNode.class;
    return array ? "an array" : "an object";
  }

  private JsonRefusal() {}
}
