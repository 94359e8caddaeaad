// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.trigger.kind.timer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kafunc.schedules.Schedule;
import io.kafunc.trigger.catalog.LiveTrigger;
import io.kafunc.trigger.firing.Firing;
import io.kafunc.trigger.kind.TriggerKind;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** Time as a source of events. */
@Singleton
final class TimerKind implements TriggerKind {

  private final Clock clock;
  private final ObjectMapper json;
  private final ScheduledExecutorService ticking =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("timers").daemon().factory());

  TimerKind(Clock clock, ObjectMapper json) {
    this.clock = clock;
    this.json = json;
  }

  @Override
  public String type() {
    return "timer";
  }

  @Override
  public Source open(LiveTrigger trigger, Optional<Instant> lastTick, Firing firing) {
    var config = config(trigger);
    if (!config.enabled()) {
      return new Disabled();
    }
    var schedule = Schedule.parse(config.cronExpression());
    var event = new TimerEvents(json, trigger.triggerName(), config.payloadOrEmpty());
    var timer = new Timer(trigger, schedule, event, firing, clock, ticking);
    timer.start(lastTick);
    return timer;
  }

  @PreDestroy
  void stop() {
    ticking.shutdownNow();
  }

  private TimerConfig config(LiveTrigger trigger) {
    try {
      return json.readValue(trigger.config().json(), TimerConfig.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "timer " + trigger.triggerId() + " holds a config that was never accepted", e);
    }
  }

  /** A timer whose {@code enable} is false. */
  private record Disabled() implements Source {

    @Override
    public void close() {}

    @Override
    public Optional<Instant> nextTick() {
      return Optional.empty();
    }
  }
}
