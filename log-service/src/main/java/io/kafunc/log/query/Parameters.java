// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.log.query;

import static io.kafunc.httpapi.ErrorCode.INVALID_ARGUMENT;

import io.kafunc.httpapi.PageRequest;
import io.kafunc.log.store.Cursor;
import io.kafunc.log.store.Span;
import io.kafunc.schemas.invocation.InvocationStatus;
import io.micronaut.http.HttpRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The query of a request; an empty parameter is an absent one, a wrong one is 400. */
record Parameters(HttpRequest<?> request) {

  private static final int DEFAULT_LIMIT = 100;
  private static final int MAX_LIMIT = 1000;

  Optional<String> text(String name) {
    return Optional.ofNullable(request.getParameters().get(name)).filter(text -> !text.isEmpty());
  }

  boolean flag(String name) {
    return text(name)
        .map(
            text ->
                switch (text) {
                  case "true" -> true;
                  case "false" -> false;
                  default -> throw invalid(name, "true | false", text);
                })
        .orElse(false);
  }

  int limit() {
    return PageRequest.limit(request.getParameters().get("limit"), DEFAULT_LIMIT, MAX_LIMIT);
  }

  Span span() {
    return Span.of(time("from"), time("to"));
  }

  Optional<Instant> time(String name) {
    return text(name)
        .map(
            text -> {
              try {
                return OffsetDateTime.parse(text).toInstant();
              } catch (DateTimeException _) {
                throw invalid(name, "ISO 8601, such as 2020-04-23T06:32:43.017Z", text);
              }
            });
  }

  Optional<Cursor> after() {
    return text("nextToken")
        .map(
            token ->
                Cursor.parse(token)
                    .orElseThrow(() -> invalid("nextToken", "what the last page gave", token)));
  }

  Optional<InvocationStatus> status() {
    return text("status")
        .map(
            text ->
                Stream.of(InvocationStatus.values())
                    .filter(status -> status.name().equals(text))
                    .findFirst()
                    .orElseThrow(() -> invalid("status", statuses(), text)));
  }

  private static String statuses() {
    return Stream.of(InvocationStatus.values()).map(Enum::name).collect(Collectors.joining(" | "));
  }

  private static RuntimeException invalid(String name, String allowed, String actual) {
    String shown = actual.length() > 128 ? actual.substring(0, 128) + "…" : actual;
    return INVALID_ARGUMENT
        .saying(
            "%s is set to an invalid value (allowed: %s, actual: '%s')"
                .formatted(name, allowed, shown))
        .exception();
  }
}
