// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.schedules;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/** One moment, in UTC to the second. */
record AtSchedule(Instant moment) implements Schedule {

  private static final Pattern UTC = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");

  static AtSchedule parse(String time) {
    if (!UTC.matcher(time).matches()) {
      throw new IllegalArgumentException(
          "'" + time + "' is not a time such as 2020-10-10T10:10:10Z");
    }
    try {
      return new AtSchedule(Instant.parse(time));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("there is no such time as " + time, e);
    }
  }

  @Override
  public boolean everTicks() {
    return true;
  }

  @Override
  public Optional<Instant> next(Instant origin, Instant after) {
    return Optional.of(moment).filter(it -> it.isAfter(after));
  }

  @Override
  public Optional<Instant> latest(Instant origin, Instant after, Instant now) {
    return next(origin, after).filter(it -> !it.isAfter(now));
  }
}
