// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.pool;

import static io.kafunc.invoker.pool.TargetPolicy.Scheduled.NOTHING;
import static org.assertj.core.api.Assertions.assertThat;

import io.kafunc.invoker.pool.TargetPolicy.Scheduled;
import io.kafunc.schemas.metadata.ProvisionConfig;
import io.kafunc.schemas.metadata.ScheduledAction;
import io.kafunc.schemas.metadata.TargetTrackingPolicy;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetPolicyTest {

  private static final String JANUARY = "2026-01-01T00:00:00Z";
  private static final String FEBRUARY = "2026-02-01T00:00:00Z";

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "before its period,       2025-12-31T23:59:59Z, 1",
    "before its first tick,   2026-01-01T06:59:59Z, 1",
    "at the tick,             2026-01-01T07:00:00Z, 50",
    "between two ticks,       2026-01-01T12:00:00Z, 50",
    "at the other's tick,     2026-01-01T19:00:00Z, 10",
    "the next morning,        2026-01-02T07:00:00Z, 50",
    "in its last second,      2026-01-31T23:59:59Z, 10",
    "after its period,        2026-02-01T00:00:00Z, 1"
  })
  void theActionThatTickedLastCounts(String when, Instant now, int target) {
    var config =
        actions(
            1,
            action("day", JANUARY, FEBRUARY, 50, "cron(0 0 7 * * *)"),
            action("night", JANUARY, FEBRUARY, 10, "cron(0 0 19 * * *)"));

    assertThat(TargetPolicy.target(config, now, 0)).isEqualTo(target);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "2026-01-10T09:59:59Z, 3",
    "2026-01-10T10:00:00Z, 20",
    "2026-01-10T11:59:59Z, 20",
    "2026-01-10T12:00:00Z, 3"
  })
  void oneMomentCountsUntilTheEndOfItsPeriod(Instant now, int target) {
    var config =
        actions(3, action("sale", JANUARY, "2026-01-10T12:00:00Z", 20, "at(2026-01-10T10:00:00Z)"));

    assertThat(TargetPolicy.target(config, now, 0)).isEqualTo(target);
  }

  @Test
  void aTickOutsideOfItsPeriodDoesNotCount() {
    var config =
        actions(3, action("late", "2026-01-10T12:00:00Z", FEBRUARY, 9, "at(2026-01-10T10:00:00Z)"));

    assertThat(TargetPolicy.target(config, Instant.parse("2026-01-11T00:00:00Z"), 0)).isEqualTo(3);
  }

  @Test
  void cronIsReadInTheZoneItNames() {
    var config =
        actions(
            0,
            action("day", JANUARY, FEBRUARY, 5, "cron(CRON_TZ=Asia/Shanghai 0 0 8 * * *)"),
            action("night", JANUARY, FEBRUARY, 2, "cron(CRON_TZ=Asia/Shanghai 0 0 20 * * *)"));

    assertThat(TargetPolicy.target(config, Instant.parse("2026-01-05T00:00:00Z"), 0)).isEqualTo(5);
    assertThat(TargetPolicy.target(config, Instant.parse("2026-01-04T23:59:59Z"), 0)).isEqualTo(2);
  }

  @Test
  void ofEqualTicksTheLastInTheListCounts() {
    var config =
        actions(
            0,
            action("one", JANUARY, FEBRUARY, 5, "cron(0 0 8 * * *)"),
            action("other", JANUARY, FEBRUARY, 7, "cron(0 0 8 * * *)"));

    assertThat(TargetPolicy.target(config, Instant.parse("2026-01-05T09:00:00Z"), 0)).isEqualTo(7);
  }

  @ParameterizedTest(name = "{0} instances full")
  @CsvSource({
    "0, 2", "0.5, 2", "1.2, 2", "1.21, 3", "3, 5", "6, 10", "6.1, 10", "100, 10",
  })
  void aPolicyKeepsTheUtilizationWithinItsCapacities(double occupied, int target) {
    var config = policies(0, policy(JANUARY, FEBRUARY, 0.6, 2, 10));

    assertThat(TargetPolicy.target(config, Instant.parse("2026-01-05T00:00:00Z"), occupied))
        .isEqualTo(target);
  }

  @Test
  void aPolicyCountsWithinItsPeriodOnly() {
    var config = policies(4, policy(JANUARY, FEBRUARY, 0.5, 1, 10));

    assertThat(TargetPolicy.target(config, Instant.parse("2025-12-31T23:59:59Z"), 9)).isEqualTo(4);
    assertThat(TargetPolicy.target(config, Instant.parse("2026-01-01T00:00:00Z"), 1)).isEqualTo(2);
    assertThat(TargetPolicy.target(config, Instant.parse("2026-02-01T00:00:00Z"), 9)).isEqualTo(4);
  }

  @Test
  void ofSeveralPoliciesAndAnActionTheLargestNumberHolds() {
    var now = Instant.parse("2026-01-05T09:00:00Z");
    var low = policy(JANUARY, FEBRUARY, 1, 1, 4);
    var high = policy(JANUARY, FEBRUARY, 0.5, 1, 40);
    var floor = action("floor", JANUARY, FEBRUARY, 6, "cron(0 0 8 * * *)");
    var config = new ProvisionConfig(99, of(floor), of(low, high), true);

    assertThat(TargetPolicy.target(config, now, 2)).isEqualTo(6);
    assertThat(TargetPolicy.target(config, now, 8)).isEqualTo(16);
  }

  @Test
  void saysForHowLongAScheduleSaysTheSame() {
    var config =
        actions(
            1,
            action("day", JANUARY, "2026-01-02T12:00:00Z", 50, "cron(0 0 7 * * *)"),
            action("night", JANUARY, FEBRUARY, 10, "cron(0 0 19 * * *)"));

    assertSays(config, "2025-12-01T00:00:00Z", OptionalInt.empty(), "2026-01-01T07:00:00Z");
    assertSays(config, "2026-01-02T08:00:00Z", OptionalInt.of(50), "2026-01-02T12:00:00Z");
    assertSays(config, "2026-01-31T20:00:00Z", OptionalInt.of(10), FEBRUARY);
    assertSays(config, FEBRUARY, OptionalInt.empty(), Instant.MAX.toString());
  }

  @Test
  void looksForNoTickThatIsKnownWhenAnotherActionTicksOrIsChanged() {
    var day = action("day", JANUARY, FEBRUARY, 50, "cron(0 0 7 * * *)");
    var night = action("night", JANUARY, FEBRUARY, 10, "cron(0 0 19 * * *)");
    var late = action("night", JANUARY, FEBRUARY, 10, "cron(0 0 22 * * *)");
    var morning = scheduled(actions(1, day, night), NOTHING, "2026-01-02T08:00:00Z");

    var evening = scheduled(actions(1, day, night), morning, "2026-01-02T20:00:00Z");
    var changed = scheduled(actions(1, day, late), evening, "2026-01-02T20:00:00Z");

    assertThat(evening.sayings().get(day)).isSameAs(morning.sayings().get(day));
    assertThat(evening.sayings().get(night)).isNotEqualTo(morning.sayings().get(night));
    assertThat(changed.sayings().get(day)).isSameAs(morning.sayings().get(day));
    assertThat(changed.sayings()).doesNotContainKey(night);
    assertThat(evening.target()).hasValue(10);
    assertThat(changed.target()).hasValue(50);
  }

  @Test
  void aDayThatNeverComesIsNoTick() {
    var config = actions(3, action("never", JANUARY, FEBRUARY, 9, "cron(0 0 0 30 2 ?)"));

    assertThat(TargetPolicy.target(config, Instant.parse("2026-01-11T00:00:00Z"), 0)).isEqualTo(3);
  }

  private static void assertSays(
      ProvisionConfig config, String now, OptionalInt target, String until) {
    var said = scheduled(config, NOTHING, now);
    assertThat(said.target()).isEqualTo(target);
    assertThat(said.until()).isEqualTo(Instant.parse(until));
  }

  private static Scheduled scheduled(ProvisionConfig config, Scheduled before, String now) {
    return TargetPolicy.scheduled(config, before, Instant.parse(now));
  }

  private static ProvisionConfig actions(int target, ScheduledAction... actions) {
    return new ProvisionConfig(target, of(actions), Optional.empty(), true);
  }

  private static ProvisionConfig policies(int target, TargetTrackingPolicy... policies) {
    return new ProvisionConfig(target, Optional.empty(), of(policies), true);
  }

  private static ScheduledAction action(
      String name, String start, String end, int target, String expression) {
    return new ScheduledAction(name, start, end, target, expression);
  }

  private static TargetTrackingPolicy policy(
      String start, String end, double utilization, int least, int most) {
    return new TargetTrackingPolicy(
        "p", start, end, "ProvisionedConcurrencyUtilization", utilization, least, most);
  }

  @SafeVarargs
  private static <T> Optional<List<T>> of(T... values) {
    return Optional.of(List.of(values));
  }
}
