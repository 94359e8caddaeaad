// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.httpapi;

import static io.kafunc.httpapi.ErrorCode.PRECONDITION_FAILED;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;

/**
 * The revision of a resource on the wire. A counter and no hash, so that of two equal requests with
 * the same {@code If-Match} only one succeeds (design 8.6).
 */
public record Etag(long revision) {

  /** The text of the {@code Etag} header. */
  public String format() {
    return Long.toString(revision);
  }

  public void writeTo(MutableHttpResponse<?> response) {
    response.header(FcHeaders.ETAG, format());
  }

  /**
   * What the caller expects, by {@code If-Match}. A text that was never ours is an expectation that
   * nothing meets.
   */
  public static Expected expected(HttpRequest<?> request) {
    return Expected.parse(request.getHeaders().get(FcHeaders.IF_MATCH));
  }

  /**
   * An {@code If-Match}: any revision (absent, empty or {@code *}), exactly one, or none at all.
   */
  public sealed interface Expected {

    record Any() implements Expected {}

    record Exactly(Etag etag) implements Expected {}

    record Nothing(String text) implements Expected {}

    static Expected parse(String ifMatch) {
      String text = ifMatch == null ? "" : ifMatch.strip();
      if (text.isEmpty() || text.equals("*")) {
        return new Any();
      }
      String bare = text.startsWith("W/") ? text.substring(2) : text;
      if (bare.length() > 1 && bare.startsWith("\"") && bare.endsWith("\"")) {
        bare = bare.substring(1, bare.length() - 1);
      }
      try {
        return new Exactly(new Etag(Long.parseUnsignedLong(bare)));
      } catch (NumberFormatException _) {
        return new Nothing(text);
      }
    }

    default boolean matches(long revision) {
      return switch (this) {
        case Any() -> true;
        case Exactly(Etag etag) -> etag.revision() == revision;
        case Nothing(String _) -> false;
      };
    }

    /** Refuses with 412 unless the resource still has the expected revision. */
    default void check(long revision) {
      if (!matches(revision)) {
        throw PRECONDITION_FAILED.with().exception();
      }
    }
  }
}
