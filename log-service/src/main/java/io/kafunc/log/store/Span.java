// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.log.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** A span of time in microseconds since the epoch: {@code from} inclusive, {@code to} exclusive. */
public record Span(long from, long to) {

  private static final long LAST_SECOND = 9_000_000_000_000L;

  public static final Span ALL = new Span(Long.MIN_VALUE, Long.MAX_VALUE);

  public static Span of(Optional<Instant> from, Optional<Instant> to) {
    return new Span(
        from.map(Span::microsNotBefore).orElse(ALL.from),
        to.map(Span::microsNotBefore).orElse(ALL.to));
  }

  /** An instant in microseconds; parts of one count upwards, so that both bounds stay true. */
  private static long microsNotBefore(Instant time) {
    if (Math.abs(time.getEpochSecond()) > LAST_SECOND) {
      return time.getEpochSecond() < 0 ? ALL.from : ALL.to;
    }
    return ChronoUnit.MICROS.between(Instant.EPOCH, time.plusNanos(999));
  }
}
