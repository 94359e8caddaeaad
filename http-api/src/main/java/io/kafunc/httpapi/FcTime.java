// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.httpapi;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Times of resources on the wire: {@code 2020-04-23T06:32:43Z}, UTC, whole seconds cut off, never
 * rounded up. Every {@link Instant} in an answer is written so; a body that needs milliseconds says
 * {@code @JsonSerialize(using = FcTime.Millis.class)}.
 */
public final class FcTime extends JsonSerializer<Instant> {

  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  public static String seconds(Instant time) {
    return SECONDS.format(time);
  }

  public static String millis(Instant time) {
    return MILLIS.format(time);
  }

  @Override
  public void serialize(Instant time, JsonGenerator json, SerializerProvider provider)
      throws IOException {
    json.writeString(seconds(time));
  }

  /** {@code 2020-04-23T06:32:43.017Z}: for the endpoints of our own. */
  public static final class Millis extends JsonSerializer<Instant> {

    @Override
    public void serialize(Instant time, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeString(millis(time));
    }
  }
}
