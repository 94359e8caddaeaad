// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.schedules;

import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;

/** Six cron fields: seconds, minutes, hours, day of month, month, day of week (1 is Monday). */
final class CronSchedule implements Schedule {

  private static final String ZONE_PREFIX = "CRON_TZ=";

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

  private final ExecutionTime times;
  private final ZoneId zone;

  private CronSchedule(ExecutionTime times, ZoneId zone) {
    this.times = times;
    this.zone = zone;
  }

  static CronSchedule parse(String expression) {
    if (!expression.startsWith(ZONE_PREFIX)) {
      return new CronSchedule(fields(expression), ZoneOffset.UTC);
    }
    int end = expression.indexOf(' ');
    if (end < 0) {
      throw new IllegalArgumentException("no cron fields behind " + expression);
    }
    var zone = zone(expression.substring(ZONE_PREFIX.length(), end));
    return new CronSchedule(fields(expression.substring(end + 1).strip()), zone);
  }

  @Override
  public boolean everTicks() {
    return next(Instant.EPOCH, Instant.EPOCH).isPresent();
  }

  @Override
  public Optional<Instant> next(Instant origin, Instant after) {
    return times.nextExecution(at(after)).map(ZonedDateTime::toInstant);
  }

  @Override
  public Optional<Instant> latest(Instant origin, Instant after, Instant now) {
    return times
        .lastExecution(at(now.plusSeconds(1)))
        .map(ZonedDateTime::toInstant)
        .flatMap(tick -> tick.isAfter(now) ? before(tick) : Optional.of(tick))
        .filter(tick -> tick.isAfter(after));
  }

  private Optional<Instant> before(Instant tick) {
    return times.lastExecution(at(tick)).map(ZonedDateTime::toInstant);
  }

  private ZonedDateTime at(Instant moment) {
    return moment.atZone(zone);
  }

  private static ExecutionTime fields(String fields) {
    return ExecutionTime.forCron(new CronParser(DIALECT).parse(fields));
  }

  private static ZoneId zone(String name) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("unknown time zone '" + name + "'", e);
    }
  }
}
