// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafunc.invoker.catalog.FunctionSpec;
import io.kafunc.invoker.catalog.Provision;
import io.kafunc.invoker.catalog.QualifiedFunction;
import io.kafunc.invoker.runtime.Functions;
import io.kafunc.schemas.metadata.ProvisionConfig;
import io.kafunc.schemas.metadata.ScheduledAction;
import io.kafunc.schemas.metadata.TargetTrackingPolicy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The targets that hold now, as the clock goes on and calls come and go. */
class EffectiveTargetsTest {

  private static final Instant NOON = Instant.parse("2026-01-10T12:00:00Z");
  private static final String YEAR = "2026-01-01T00:00:00Z";
  private static final String NEXT_YEAR = "2027-01-01T00:00:00Z";
  private static final FunctionSpec ONE = version("1");
  private static final FunctionSpec TWO = version("2");
  private static final FunctionSpec OTHER =
      Functions.function("nodejs12", "index.f").version("OTHER", "1").spec();

  private final SetClock clock = new SetClock();
  private final EffectiveTargets targets = new EffectiveTargets(clock);

  @Test
  void followsTheClock() {
    var provision = provision(actions(2, "at(2026-01-10T13:00:00Z)", 7));

    look(provision, 0);
    assertThat(targets.of(provision)).isEqualTo(2);

    passes(Duration.ofHours(1), provision, 0);
    assertThat(targets.of(provision)).isEqualTo(7);
  }

  @Test
  void followsTheCallsThatRun() {
    var provision = provision(tracking(0.5, 1, 10));

    passes(Duration.ofSeconds(10), provision, 3);
    assertThat(targets.of(provision)).isEqualTo(6);

    passes(Duration.ofMinutes(2), provision, 0);
    assertThat(targets.of(provision)).isEqualTo(1);
  }

  @Test
  void comesToTheSameAfterARestart() {
    var scheduled = provision(actions(2, "cron(0 0 11 * * *)", 7));
    var tracked = provision(tracking(0.5, 1, 10));
    passes(Duration.ofSeconds(20), scheduled, 0);
    int before = targets.of(scheduled);

    var restarted = new EffectiveTargets(clock);

    assertThat(restarted.of(scheduled)).isEqualTo(before).isEqualTo(7);
    for (int i = 0; i <= 50; i++) {
      restarted.look(List.of(tracked), () -> List.of(counts(ONE, 3)));
      clock.now = clock.now.plusMillis(200);
    }
    assertThat(restarted.of(tracked)).isEqualTo(6);
  }

  @Test
  void takesUpANewConfigurationAtOnce() {
    look(provision(actions(2, "cron(0 0 11 * * *)", 7)), 0);

    var changed = provision(actions(3, "at(2026-01-10T13:00:00Z)", 9));

    assertThat(targets.of(changed)).isEqualTo(3);
    look(changed, 0);
    assertThat(targets.of(changed)).isEqualTo(3);
  }

  @Test
  void oneThatCannotBeReckonedKeepsNoOtherFromIt() {
    var broken = provision(actions(2, "cron(0 0 0 1 1)", 7));
    var sound =
        new Provision(
            QualifiedFunction.of(OTHER),
            actions(3, "cron(0 0 11 * * *)", 9),
            List.of(new Provision.Share(OTHER, 1)),
            Optional.empty());

    targets.look(List.of(broken, sound), List::of);

    assertThat(targets.of(sound)).isEqualTo(9);
    assertThat(targets.of(broken)).isEqualTo(2);
    assertThat(new EffectiveTargets(clock).of(broken)).isEqualTo(2);
  }

  @Test
  void aSplitAliasHasBothVersionsReadyInProportion() {
    var provision = provision(actions(2, "cron(0 0 11 * * *)", 8));
    look(provision, 0);

    assertThat(Provisioner.wanted(List.of(provision), targets::of))
        .isEqualTo(Map.of(ONE, Ready.of(6), TWO, Ready.of(2)));
  }

  private void look(Provision provision, int running) {
    targets.look(List.of(provision), () -> List.of(counts(ONE, running)));
  }

  private void passes(Duration time, Provision provision, int running) {
    var end = clock.now.plus(time);
    look(provision, running);
    while (clock.now.isBefore(end)) {
      clock.now = clock.now.plusMillis(200);
      look(provision, running);
    }
  }

  private static Provision provision(ProvisionConfig config) {
    return new Provision(
        QualifiedFunction.of(ONE),
        config,
        List.of(new Provision.Share(ONE, 0.75), new Provision.Share(TWO, 0.25)),
        Optional.empty());
  }

  private static ProvisionConfig actions(int own, String expression, int target) {
    var action = new ScheduledAction("a", YEAR, NEXT_YEAR, target, expression);
    return new ProvisionConfig(own, Optional.of(List.of(action)), Optional.empty(), true);
  }

  private static ProvisionConfig tracking(double utilization, int least, int most) {
    var policy =
        new TargetTrackingPolicy(
            "p", YEAR, NEXT_YEAR, "ProvisionedConcurrencyUtilization", utilization, least, most);
    return new ProvisionConfig(0, Optional.empty(), Optional.of(List.of(policy)), true);
  }

  private static FunctionSpec version(String id) {
    return Functions.function("nodejs12", "index.f").version("PROD", id).spec();
  }

  private static PoolCounts counts(FunctionSpec spec, int running) {
    return new PoolCounts(
        spec.accountId(),
        spec.serviceName(),
        spec.functionName(),
        spec.qualifier(),
        spec.versionId(),
        running,
        0,
        0,
        0,
        running,
        0,
        0,
        running,
        1,
        0,
        "");
  }

  private static final class SetClock extends Clock {
    private Instant now = NOON;

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
