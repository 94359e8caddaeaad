// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.schedules;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * When something is due (contract section 6). Pure: time is passed in.
 *
 * <p>{@code @every <Go duration>} counts from the last change of what it is for; six cron fields
 * are read in UTC, or in the zone a {@code CRON_TZ=} prefix names.
 */
public sealed interface Schedule permits EverySchedule, CronSchedule, AtSchedule {

  /** How a scheduled action says when. */
  Pattern ACTION = Pattern.compile("(at|cron)\\((.*)\\)");

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
   * Reads what a scheduled action says: {@code at(<UTC time>)} or {@code cron(<six fields>)}, in
   * UTC or behind {@code CRON_TZ=} (contract 1.9).
   *
   * @throws IllegalArgumentException saying what is wrong with it
   */
  static Schedule action(String expression) {
    var form = ACTION.matcher(expression);
    if (!form.matches()) {
      throw new IllegalArgumentException("'" + expression + "' is neither at(...) nor cron(...)");
    }
    var text = form.group(2).strip();
    return form.group(1).equals("at") ? AtSchedule.parse(text) : CronSchedule.parse(text);
  }

  /** Whether it has a tick at all: no month has a day that {@code 0 0 0 31 2 *} means. */
  boolean everTicks();

  /**
   * The first tick after a moment.
   *
   * @param origin from when an interval counts
   */
  Optional<Instant> next(Instant origin, Instant after);

  /** The latest tick that is after {@code after} and not after {@code now}. */
  Optional<Instant> latest(Instant origin, Instant after, Instant now);
}
