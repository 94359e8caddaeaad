// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.httpapi.signature;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * The date of a request: {@code Thu, 23 Apr 2020 06:32:43 GMT}, or ISO 8601. Remembers the last
 * text it read, since under load all requests of a second carry the same one.
 */
public final class HttpDate {

  private static final DateTimeFormatter WRITTEN =
      DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private static volatile Read last = new Read("", Instant.EPOCH);

  public static Optional<Instant> parse(String text) {
    Read known = last;
    if (known.text.equals(text)) {
      return Optional.of(known.time);
    }
    Optional<Instant> time =
        parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
            .or(() -> parse(text, DateTimeFormatter.ISO_OFFSET_DATE_TIME));
    time.ifPresent(t -> last = new Read(text, t));
    return time;
  }

  public static String format(Instant time) {
    return WRITTEN.format(time);
  }

  private static Optional<Instant> parse(String text, DateTimeFormatter format) {
    try {
      return Optional.of(Instant.from(format.parse(text)));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private record Read(String text, Instant time) {}

  private HttpDate() {}
}
