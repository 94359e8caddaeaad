// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.projection;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times as rows keep them: microseconds since 1970; from before or behind all of them, the end. */
public final class Micros {

  private static final Instant FIRST = instant(Long.MIN_VALUE / 2);
  private static final Instant LAST = instant(Long.MAX_VALUE / 2);

  public static long of(Instant time) {
    var kept = time.isBefore(FIRST) ? FIRST : time.isAfter(LAST) ? LAST : time;
    return ChronoUnit.MICROS.between(Instant.EPOCH, kept);
  }

  public static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  private Micros() {}
}
