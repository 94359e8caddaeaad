// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.trigger.kind.timer;

import io.kafunc.schedules.Schedule;
import io.kafunc.trigger.catalog.LiveTrigger;
import io.kafunc.trigger.firing.Firing;
import io.kafunc.trigger.kind.TriggerKind.Source;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * One enabled timer trigger. It looks at the clock at least once a second, so a clock that jumps is
 * met soon: forward, only the latest tick missed is fired; back, no tick is fired twice. All state
 * is touched on the one ticking thread.
 */
final class Timer implements Source {

  /** A gap that no busy machine explains: the process slept, or the clock was set. */
  private static final Duration JUMP = Duration.ofSeconds(30);

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

  private final LiveTrigger trigger;
  private final Schedule schedule;
  private final TimerEvents events;
  private final Firing firing;
  private final Clock clock;
  private final ScheduledExecutorService ticking;

  private CompletionStage<Void> firings = CompletableFuture.completedFuture(null);
  private Instant last;
  private volatile Optional<Instant> next = Optional.empty();
  private volatile boolean closed;
  private volatile Future<?> waiting = CompletableFuture.completedFuture(null);

  Timer(
      LiveTrigger trigger,
      Schedule schedule,
      TimerEvents events,
      Firing firing,
      Clock clock,
      ScheduledExecutorService ticking) {
    this.trigger = trigger;
    this.schedule = schedule;
    this.events = events;
    this.firing = firing;
    this.clock = clock;
    this.ticking = ticking;
  }

  /** Fires the latest tick missed since the last one that was due, then goes on from now. */
  void start(Optional<Instant> lastTick) {
    last = lastTick.filter(tick -> tick.isAfter(trigger.changed())).orElseGet(trigger::changed);
    ticking.execute(
        () -> {
          fireLatestMissed();
          tick();
        });
  }

  @Override
  public Optional<Instant> nextTick() {
    return next;
  }

  @Override
  public void close() {
    closed = true;
    waiting.cancel(false);
  }

  private void tick() {
    if (closed) {
      return;
    }
    if (Duration.between(last, clock.instant()).compareTo(JUMP) > 0) {
      fireLatestMissed();
    }
    next = schedule.next(trigger.changed(), last);
    while (next.isPresent() && !next.get().isAfter(clock.instant())) {
      fire(next.get());
      next = schedule.next(trigger.changed(), last);
    }
    next.ifPresent(this::waitFor);
  }

  private void waitFor(Instant due) {
    var left = Duration.between(clock.instant(), due);
    var wait = left.compareTo(LONGEST_WAIT) < 0 ? left : LONGEST_WAIT;
    waiting = ticking.schedule(this::tick, Math.max(0, wait.toNanos()), TimeUnit.NANOSECONDS);
  }

  private void fireLatestMissed() {
    schedule.latest(trigger.changed(), last, clock.instant()).ifPresent(this::fire);
  }

  private void fire(Instant tick) {
    if (closed) {
      return;
    }
    last = tick;
    firings =
        firings
            .exceptionally(lost -> null)
            .thenCompose(done -> firing.fire(trigger, tick, events.at(tick)));
  }
}
