// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.trigger.kind.timer;

import io.kafunc.metadata.cron.SixFields;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Whether a text says when a timer fires: {@code @every <Go duration>} from one second, or six cron
 * fields (second minute hour day-of-month month day-of-week, 1 is Monday), behind {@code
 * CRON_TZ=<zone>} where UTC is not meant (contract section 6). Pure; when that is, trigger-service
 * computes.
 */
final class TimerExpression {

  private static final String EVERY = "@every";
  private static final String ZONE = "CRON_TZ=";
  private static final Pattern DURATION =
      Pattern.compile("(?:\\d{1,9}(?:\\.\\d{1,9})?(?:h|ms|m|s))+");
  private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d+)?)(h|ms|m|s)");
  private static final Map<String, BigDecimal> MILLIS =
      Map.of(
          "ms", BigDecimal.ONE,
          "s", new BigDecimal(1_000),
          "m", new BigDecimal(60_000),
          "h", new BigDecimal(3_600_000));
  private static final BigDecimal LEAST = new BigDecimal(1_000);
  private static final BigDecimal MOST = new BigDecimal(366L * 24 * 3_600_000);

  /** Why it is refused. */
  static Optional<String> fault(String expression) {
    var text = expression.strip();
    if (text.startsWith(EVERY)) {
      return isInterval(text.substring(EVERY.length()).strip())
          ? Optional.empty()
          : refused("@every <duration from 1s to 8784h>", expression);
    }
    if (!text.startsWith(ZONE)) {
      return SixFields.isCron(text)
          ? Optional.empty()
          : refused(
              "@every <duration> | second minute hour day-of-month month day-of-week", expression);
    }
    var parts = text.substring(ZONE.length()).split(" ", 2);
    return parts.length == 2 && isZone(parts[0]) && SixFields.isCron(parts[1].strip())
        ? Optional.empty()
        : refused("CRON_TZ=<zone> <six cron fields>", expression);
  }

  private static boolean isInterval(String duration) {
    if (!DURATION.matcher(duration).matches()) {
      return false;
    }
    var millis =
        PART.matcher(duration)
            .results()
            .map(TimerExpression::millis)
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    return millis.compareTo(LEAST) >= 0 && millis.compareTo(MOST) <= 0;
  }

  private static BigDecimal millis(MatchResult part) {
    return new BigDecimal(part.group(1)).multiply(MILLIS.get(part.group(2)));
  }

  private static boolean isZone(String name) {
    try {
      return !ZoneId.of(name).getId().isEmpty();
    } catch (DateTimeException _) {
      return false;
    }
  }

  private static Optional<String> refused(String allowed, String expression) {
    return Optional.of(
        "cronExpression is set to an invalid value (allowed: %s, actual: '%s')"
            .formatted(allowed, expression));
  }

  private TimerExpression() {}
}
