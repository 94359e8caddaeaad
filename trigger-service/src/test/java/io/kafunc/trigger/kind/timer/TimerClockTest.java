// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.trigger.kind.timer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.kafunc.schemas.metadata.TriggerConfig;
import io.kafunc.trigger.catalog.LiveTrigger;
import io.kafunc.trigger.kind.TriggerKind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A clock that somebody sets while timers run. */
class TimerClockTest {

  private static final Duration SOON = Duration.ofSeconds(10);
  private static final Duration HOUR = Duration.ofHours(1);

  private final JumpingClock clock = new JumpingClock();
  private final List<Instant> ticks = new CopyOnWriteArrayList<>();
  private TriggerKind.Source timer;

  @BeforeEach
  void everySecond() {
    var config =
        new TriggerConfig(
            "timer",
            "",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            "{\"cronExpression\":\"@every 1s\",\"enable\":true}");
    var trigger = new LiveTrigger("1", "s", "f", "t", "id", config, clock.instant());
    timer =
        new TimerKind(clock, new ObjectMapper())
            .open(
                trigger,
                Optional.empty(),
                (_, tick, _) -> {
                  ticks.add(tick);
                  return CompletableFuture.completedStage(null);
                });
    await().atMost(SOON).until(() -> ticks.size() >= 2);
  }

  @AfterEach
  void stop() {
    timer.close();
  }

  @Test
  void setForwardItFiresTheLatestTickItMissedAndGoesOn() {
    // given
    var last = ticks.getLast();
    int before = ticks.size();
    // when
    clock.set(HOUR);
    // then
    await().atMost(SOON).until(() -> ticks.getLast().isAfter(last.plus(HOUR).plusSeconds(2)));
    assertThat(ticks.size() - before).isLessThan(60);
    assertThat(ticks).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void setBackItFiresNoTickTwiceAndGoesOnWhereItWas() {
    // given
    clock.set(HOUR);
    await().atMost(SOON).until(() -> ticks.getLast().isAfter(clock.instant().minusSeconds(2)));
    // when
    clock.set(HOUR.negated());
    int before = ticks.size();
    // then
    await().during(Duration.ofMillis(2_500)).atMost(SOON).until(() -> ticks.size() <= before + 1);
    // when
    clock.set(HOUR);
    // then
    await().atMost(SOON).until(() -> ticks.size() > before + 2);
    assertThat(ticks).isSorted().doesNotHaveDuplicates();
  }

  /** The machine's, set by so much. */
  private static final class JumpingClock extends Clock {

    private volatile Duration jumped = Duration.ZERO;

    void set(Duration by) {
      jumped = jumped.plus(by);
    }

    @Override
    public Instant instant() {
      return Instant.now().plus(jumped);
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
