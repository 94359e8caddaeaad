// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.trigger.kind.timer;

import java.time.Instant;
import java.util.Optional;

/**
 * When a timer is due (contract section 6). Pure: time is passed in.
 *
 * <p>{@code @every <Go duration>} counts from the trigger's last change; six cron fields are read
 * in UTC, or in the zone a {@code CRON_TZ=} prefix names.
 */
sealed interface TimerSchedule permits EverySchedule, CronSchedule {

  /** The shortest interval. */
  long MIN_MILLIS = 1_000;

  /**
   * Reads a cron expression.
   *
   * @throws IllegalArgumentException saying what is wrong with it
   */
  static TimerSchedule parse(String expression) {
    var text = expression.strip();
    return text.startsWith(EverySchedule.PREFIX)
        ? EverySchedule.parse(text)
        : CronSchedule.parse(text);
  }

  /**
   * The first tick after a moment.
   *
   * @param origin the trigger's last change
   */
  Optional<Instant> next(Instant origin, Instant after);

  /** The latest tick that is after {@code after} and not after {@code now}. */
  Optional<Instant> latest(Instant origin, Instant after, Instant now);
}
