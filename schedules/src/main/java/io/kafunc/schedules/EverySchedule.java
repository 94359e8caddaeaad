// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.schedules;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** A fixed interval, {@code @every 1h30m}, in Go's words for durations. */
record EverySchedule(long intervalMillis) implements Schedule {

  static final String PREFIX = "@every";

  private static final Pattern DURATION = Pattern.compile("(?:\\d+(?:\\.\\d+)?(?:h|ms|m|s))+");
  private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d+)?)(h|ms|m|s)");
  private static final Map<String, Long> UNITS =
      Map.of("h", 3_600_000L, "m", 60_000L, "s", 1_000L, "ms", 1L);
  private static final long MAX_MILLIS = 366L * 24 * 3_600_000;

  static EverySchedule parse(String expression) {
    var duration = expression.substring(PREFIX.length()).strip();
    if (!DURATION.matcher(duration).matches()) {
      throw new IllegalArgumentException(
          "'" + duration + "' is not a duration such as 5m or 1h30m");
    }
    double millis =
        PART.matcher(duration)
            .results()
            .mapToDouble(part -> Double.parseDouble(part.group(1)) * UNITS.get(part.group(2)))
            .sum();
    if (millis < MIN_MILLIS || millis > MAX_MILLIS) {
      throw new IllegalArgumentException("@every takes from 1s to 8784h, not " + duration);
    }
    return new EverySchedule((long) millis);
  }

  @Override
  public boolean everTicks() {
    return true;
  }

  @Override
  public Optional<Instant> next(Instant origin, Instant after) {
    return Optional.of(tick(origin, ticksUntil(origin, after) + 1));
  }

  @Override
  public Optional<Instant> latest(Instant origin, Instant after, Instant now) {
    long ticks = ticksUntil(origin, now);
    return Optional.of(tick(origin, ticks)).filter(tick -> ticks > 0 && tick.isAfter(after));
  }

  private long ticksUntil(Instant origin, Instant moment) {
    long elapsed = Math.max(0, moment.toEpochMilli() - wholeMillis(origin));
    return elapsed / intervalMillis;
  }

  private Instant tick(Instant origin, long number) {
    return Instant.ofEpochMilli(wholeMillis(origin) + number * intervalMillis);
  }

  /** Ticks are named by their millisecond; the origin has microseconds. */
  private static long wholeMillis(Instant origin) {
    return origin.toEpochMilli();
  }
}
