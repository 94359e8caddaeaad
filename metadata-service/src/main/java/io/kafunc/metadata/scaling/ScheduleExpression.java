// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.scaling;

import io.kafunc.schedules.Schedule;
import java.util.regex.Pattern;

/** Whether a text is {@code at(<UTC time>)} or {@code cron(<six fields>)} (contract 1.9). Pure. */
final class ScheduleExpression {

  private static final Pattern FORM = Pattern.compile("(at|cron)\\((.*)\\)");

  static boolean isOne(String text) {
    var form = FORM.matcher(text);
    return form.matches()
        && (form.group(1).equals("at")
            ? ProvisionRules.isUtc(form.group(2))
            : isCron(form.group(2)));
  }

  private static boolean isCron(String fields) {
    try {
      Schedule.cron(fields);
      return true;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private ScheduleExpression() {}
}
