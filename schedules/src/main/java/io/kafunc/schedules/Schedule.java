// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.schedules;

import java.time.Instant;
import java.util.Optional;

/**
 * When something is due (contract section 6). Pure: time is passed in.
 *
 * <p>{@code @every <Go duration>} counts from the last change of what it is for; six cron fields
 * are read in UTC, or in the zone a {@code CRON_TZ=} prefix names.
 */
public sealed interface Schedule permits EverySchedule, CronSchedule {

  /** The shortest interval. */
  long MIN_MILLIS = 1_000;

  /**
   * Reads a cron expression.
   *
   * @throws IllegalArgumentException saying what is wrong with it
   */
  static Schedule parse(String expression) {
    var text = expression.strip();
    return text.startsWith(EverySchedule.PREFIX)
        ? EverySchedule.parse(text)
        : CronSchedule.parse(text);
  }

  /**
   * Six cron fields alone, in UTC.
   *
   * @throws IllegalArgumentException saying what is wrong with them
   */
  static Schedule cron(String fields) {
    return CronSchedule.utc(fields.strip());
  }

  /**
   * The first tick after a moment.
   *
   * @param origin from when an interval counts
   */
  Optional<Instant> next(Instant origin, Instant after);

  /** The latest tick that is after {@code after} and not after {@code now}. */
  Optional<Instant> latest(Instant origin, Instant after, Instant now);
}
