// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.cron;

import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.parser.CronParser;

/**
 * FC's form of cron: second, minute, hour, day of month, month and day of week, where 1 is Monday
 * (contract section 6). Pure.
 */
public final class SixFields {

  private static final CronDefinition DIALECT =
      CronDefinitionBuilder.defineCron()
          .withSeconds()
          .withValidRange(0, 59)
          .and()
          .withMinutes()
          .withValidRange(0, 59)
          .and()
          .withHours()
          .withValidRange(0, 23)
          .and()
          .withDayOfMonth()
          .withValidRange(1, 31)
          .supportsQuestionMark()
          .and()
          .withMonth()
          .withValidRange(1, 12)
          .and()
          .withDayOfWeek()
          .withValidRange(1, 7)
          .withMondayDoWValue(1)
          .supportsQuestionMark()
          .and()
          .instance();

  public static boolean isCron(String fields) {
    try {
      new CronParser(DIALECT).parse(fields);
      return true;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private SixFields() {}
}
