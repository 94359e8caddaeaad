// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.projection;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times as rows keep them: microseconds since 1970. */
public final class Micros {

  public static long of(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }

  public static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  private Micros() {}
}
