// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.httpapi;

import static io.kafunc.httpapi.ErrorCode.INVALID_ARGUMENT;

import io.micronaut.http.HttpParameters;
import io.micronaut.http.HttpRequest;
import java.util.Optional;

/**
 * What part of a list the caller wants (fc-contract section 1, "Lists"). {@code from} is the name
 * at which the page begins, inclusive: {@code nextToken} where given, else {@code startKey}; empty
 * ones count as absent.
 */
public record PageRequest(int limit, String prefix, Optional<String> from) {

  public static final int DEFAULT_LIMIT = 20;
  public static final int MAX_LIMIT = 100;

  public PageRequest {
    if (limit < 1) {
      throw new IllegalArgumentException("limit is " + limit);
    }
  }

  /** Reads {@code limit}, {@code prefix}, {@code startKey} and {@code nextToken} of the query. */
  public static PageRequest of(HttpRequest<?> request) {
    return of(request, DEFAULT_LIMIT, MAX_LIMIT);
  }

  public static PageRequest of(HttpRequest<?> request, int defaultLimit, int maxLimit) {
    HttpParameters query = request.getParameters();
    return new PageRequest(
        limit(query.get("limit"), defaultLimit, maxLimit),
        Optional.ofNullable(query.get("prefix")).orElse(""),
        present(query.get("nextToken")).or(() -> present(query.get("startKey"))));
  }

  /** {@code limit} as a number from 1 to {@code max}; absent or empty means {@code standard}. */
  public static int limit(String text, int standard, int max) {
    if (text == null || text.isEmpty()) {
      return standard;
    }
    try {
      int limit = Integer.parseInt(text);
      if (limit >= 1 && limit <= max) {
        return limit;
      }
    } catch (NumberFormatException _) {
      // refused below, with the same text
    }
    throw INVALID_ARGUMENT
        .saying(
            "limit is set to an invalid value (min: 1, max: %d, actual: '%s')".formatted(max, text))
        .exception();
  }

  private static Optional<String> present(String text) {
    return Optional.ofNullable(text).filter(t -> !t.isEmpty());
  }
}
