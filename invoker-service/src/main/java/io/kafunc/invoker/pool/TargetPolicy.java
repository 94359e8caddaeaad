// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.pool;

import io.kafunc.schedules.Schedule;
import io.kafunc.schemas.metadata.ProvisionConfig;
import io.kafunc.schemas.metadata.ScheduledAction;
import io.kafunc.schemas.metadata.TargetTrackingPolicy;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * How many provisioned instances a configuration asks for at one time (F-40, contract 1.9). Pure:
 * values in, a number out, so that whoever takes over comes to the same.
 *
 * <p>Of the scheduled actions whose period lasts, the one with the latest tick counts, of equals
 * the last in the list. Each policy whose period lasts asks for as many instances as keep the
 * measured value at its target, within its capacities. Of both the larger number holds; without
 * either it is the configuration's own target.
 */
final class TargetPolicy {

  /** Less than that above a whole number of instances is an error of arithmetic. */
  private static final double ROUNDING = 1e-9;

  /**
   * What the schedules say.
   *
   * @param target empty where no action counts
   * @param until it may be different from then on, not before
   */
  record Scheduled(OptionalInt target, Instant until) {}

  private record Tick(Instant time, int target) {}

  private TargetPolicy() {}

  /**
   * @param occupied how many instances the calls of late would fill
   */
  static int target(ProvisionConfig config, Instant now, double occupied) {
    return target(config, scheduled(config, now).target(), now, occupied);
  }

  /**
   * @param scheduled what {@link #scheduled} said, which is the dearer part
   */
  static int target(ProvisionConfig config, OptionalInt scheduled, Instant now, double occupied) {
    var tracked =
        policies(config)
            .filter(policy -> lasts(policy.startTime(), policy.endTime(), now))
            .mapToInt(policy -> tracked(policy, occupied))
            .max();
    return Stream.of(scheduled, tracked)
        .filter(OptionalInt::isPresent)
        .mapToInt(OptionalInt::getAsInt)
        .max()
        .orElse(config.target());
  }

  /** Whether calls have to be measured. */
  static boolean tracks(ProvisionConfig config) {
    return policies(config).findAny().isPresent();
  }

  static Scheduled scheduled(ProvisionConfig config, Instant now) {
    var best = Optional.<Tick>empty();
    var until = Instant.MAX;
    for (var action : config.scheduledActions().orElse(List.of())) {
      var schedule = Schedule.action(action.scheduleExpression());
      var tick = latest(action, schedule, now);
      if (tick.isPresent() && best.filter(it -> it.time.isAfter(tick.get().time)).isEmpty()) {
        best = tick;
      }
      until = earlier(until, change(action, schedule, now));
    }
    var target = best.map(tick -> OptionalInt.of(tick.target)).orElse(OptionalInt.empty());
    return new Scheduled(target, until);
  }

  private static Optional<Tick> latest(ScheduledAction action, Schedule schedule, Instant now) {
    if (!lasts(action.startTime(), action.endTime(), now)) {
      return Optional.empty();
    }
    var start = Instant.parse(action.startTime());
    return schedule
        .latest(start, start.minusNanos(1), now)
        .map(time -> new Tick(time, action.target()));
  }

  /** When the action may come to say something else. */
  private static Instant change(ScheduledAction action, Schedule schedule, Instant now) {
    var start = Instant.parse(action.startTime());
    var end = Instant.parse(action.endTime());
    if (!now.isBefore(end)) {
      return Instant.MAX;
    }
    var after = now.isBefore(start) ? start.minusNanos(1) : now;
    return schedule.next(start, after).map(tick -> earlier(tick, end)).orElse(end);
  }

  private static int tracked(TargetTrackingPolicy policy, double occupied) {
    int needed = (int) Math.ceil(occupied / policy.metricTarget() - ROUNDING);
    return Math.clamp(needed, policy.minCapacity(), policy.maxCapacity());
  }

  private static boolean lasts(String start, String end, Instant now) {
    return !now.isBefore(Instant.parse(start)) && now.isBefore(Instant.parse(end));
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static Stream<TargetTrackingPolicy> policies(ProvisionConfig config) {
    return config.targetTrackingPolicies().orElse(List.of()).stream();
  }
}
