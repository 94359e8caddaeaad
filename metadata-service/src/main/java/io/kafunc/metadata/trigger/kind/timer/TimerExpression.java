// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.trigger.kind.timer;

import io.kafunc.schedules.Schedule;
import java.util.Optional;

/**
 * Whether a text says when a timer fires: {@code @every <Go duration>} from one second, or six cron
 * fields (second minute hour day-of-month month day-of-week, 1 is Monday), behind {@code
 * CRON_TZ=<zone>} where UTC is not meant (contract section 6), that some day have their time. Pure;
 * read by the same code as trigger-service reads it.
 */
final class TimerExpression {

  /** Why it is refused. */
  static Optional<String> fault(String expression) {
    try {
      return Schedule.parse(expression).everTicks()
          ? Optional.empty()
          : Optional.of(refusal("a time that comes", expression));
    } catch (IllegalArgumentException _) {
      return Optional.of(refusal(allowed(expression.strip()), expression));
    }
  }

  private static String refusal(String allowed, String actual) {
    return "cronExpression is set to an invalid value (allowed: %s, actual: '%s')"
        .formatted(allowed, actual);
  }

  private static String allowed(String text) {
    if (text.startsWith("@every")) {
      return "@every <duration from 1s to 8784h>";
    }
    return text.startsWith("CRON_TZ=")
        ? "CRON_TZ=<zone> <six cron fields>"
        : "@every <duration> | second minute hour day-of-month month day-of-week";
  }

  private TimerExpression() {}
}
