// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.schedules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {

  private static final Instant CHANGED = Instant.parse("2020-10-10T10:10:10.250777Z");

  @Test
  void everyCountsFromTheLastChange() {
    // given
    var schedule = Schedule.parse("@every 1m30s");
    // when
    var next = schedule.next(CHANGED, CHANGED);
    // then
    assertThat(next).contains(Instant.parse("2020-10-10T10:11:40.250Z"));
    assertThat(schedule.next(CHANGED, next.get()))
        .contains(Instant.parse("2020-10-10T10:13:10.250Z"));
  }

  @Test
  void everyKnowsOnlyTheLatestOfManyMissedTicks() {
    // given
    var schedule = Schedule.parse("@every 1s");
    var now = CHANGED.plus(Duration.ofHours(1)).plusMillis(400);
    // when
    var latest = schedule.latest(CHANGED, CHANGED, now);
    // then
    assertThat(latest).contains(Instant.parse("2020-10-10T11:10:10.250Z"));
  }

  @Test
  void nothingIsMissedBeforeTheFirstInterval() {
    var schedule = Schedule.parse("@every 1h");
    assertThat(schedule.latest(CHANGED, CHANGED, CHANGED.plusSeconds(3599))).isEmpty();
  }

  @Test
  void nothingIsMissedWhenTheLatestTickHasFired() {
    // given
    var schedule = Schedule.parse("0 */5 * * * *");
    var fired = Instant.parse("2020-10-10T10:15:00Z");
    // when, then
    assertThat(schedule.latest(CHANGED, fired, fired.plusSeconds(299))).isEmpty();
    assertThat(schedule.latest(CHANGED, fired, fired.plusSeconds(300)))
        .contains(Instant.parse("2020-10-10T10:20:00Z"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0 2 * * * *                          | 2020-10-10T11:02:00Z
          30 10 10 * * *                       | 2020-10-10T10:10:30Z
          0 0 4 * * MON                        | 2020-10-12T04:00:00Z
          0 0 4 * * 1                          | 2020-10-12T04:00:00Z
          0 0 4 * * 7                          | 2020-10-11T04:00:00Z
          0 0 4 1 * ?                          | 2020-11-01T04:00:00Z
          0 0 4 ? * SAT-SUN                    | 2020-10-11T04:00:00Z
          0 0 0 1 JAN ?                        | 2021-01-01T00:00:00Z
          CRON_TZ=Asia/Shanghai 0 0 4 1 * *    | 2020-10-31T20:00:00Z
          CRON_TZ=Europe/Berlin 0 30 12 10 10 ?| 2020-10-10T10:30:00Z
          """)
  void cronFieldsMeanWhatTheDocumentSays(String expression, Instant first) {
    assertThat(Schedule.parse(expression).next(CHANGED, CHANGED)).contains(first);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "@every",
        "@every 5",
        "@every -5m",
        "@every 500ms",
        "@every 9000h",
        "@daily",
        "* * * * *",
        "60 * * * * *",
        "0 0 0 32 * *",
        "0 0 0 * 13 *",
        "0 0 0 * * 8",
        "0 0 0 * * FOO",
        "CRON_TZ=Mars/Olympus 0 0 0 * * *",
        "CRON_TZ=UTC",
        "0 0 0 * * * *",
        "drop table"
      })
  void refusesWhatIsNoSchedule(String expression) {
    assertThatThrownBy(() -> Schedule.parse(expression))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          cron(0 0 0 31 2 *)       | false
          cron(0 0 0 30 2 ?)       | false
          cron(0 0 0 31 4,6 *)     | false
          cron(0 0 0 29 2 *)       | true
          cron(0 0 0 31 * *)       | true
          at(1960-01-01T00:00:00Z) | true
          """)
  void knowsWhetherItEverTicks(String expression, boolean ticks) {
    assertThat(Schedule.action(expression).everTicks()).isEqualTo(ticks);
  }

  @Test
  void anActionIsDueAtOneMomentOrByCron() {
    // given
    var moment = Instant.parse("2020-10-10T12:00:00Z");
    var once = Schedule.action("at(2020-10-10T12:00:00Z)");
    // when, then
    assertThat(once.next(CHANGED, CHANGED)).contains(moment);
    assertThat(once.next(CHANGED, moment)).isEmpty();
    assertThat(once.latest(CHANGED, CHANGED, moment.minusNanos(1))).isEmpty();
    assertThat(once.latest(CHANGED, CHANGED, moment)).contains(moment);
    assertThat(once.latest(CHANGED, moment, moment.plusSeconds(1))).isEmpty();
    assertThat(Schedule.action("cron(0 0 13 * * *)").next(CHANGED, CHANGED))
        .contains(Instant.parse("2020-10-10T13:00:00Z"));
    assertThat(Schedule.action("cron(CRON_TZ=Asia/Shanghai 0 0 20 * * *)").next(CHANGED, CHANGED))
        .contains(moment);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0 0 13 * * *",
        "at()",
        "at(2020-10-10)",
        "at(2020-13-10T12:00:00Z)",
        "at(2020-10-10T12:00:00+08:00)",
        "cron()",
        "cron(@every 5m)",
        "cron(* * * * *)",
        "rate(5 minutes)"
      })
  void refusesWhatNoActionMaySay(String expression) {
    assertThatThrownBy(() -> Schedule.action(expression))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"@every 1s", "@every 7s", "*/10 * * * * *", "0 */3 * * * *"})
  void latestAndNextAgree(String expression) {
    // given
    var schedule = Schedule.parse(expression);
    List<Instant> ticks = new ArrayList<>();
    for (var tick = schedule.next(CHANGED, CHANGED);
        ticks.size() < 50;
        tick = schedule.next(CHANGED, tick.get())) {
      ticks.add(tick.get());
    }
    for (int i = 1; i < ticks.size(); i++) {
      // when
      var justBefore = schedule.latest(CHANGED, CHANGED, ticks.get(i).minusMillis(1));
      var onTime = schedule.latest(CHANGED, ticks.get(i - 1), ticks.get(i));
      // then
      assertThat(justBefore).isEqualTo(Optional.of(ticks.get(i - 1)));
      assertThat(onTime).isEqualTo(Optional.of(ticks.get(i)));
    }
  }
}
