// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.pool;

import io.kafunc.schedules.Schedule;
import io.kafunc.schemas.metadata.ProvisionConfig;
import io.kafunc.schemas.metadata.ScheduledAction;
import io.kafunc.schemas.metadata.TargetTrackingPolicy;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
   * What one action says.
   *
   * @param tick its latest; empty where it says nothing
   * @param until it may say something else from then on, not before
   */
  record Saying(Optional<Tick> tick, Instant until) {}

  /** What the schedules say, action by action, in their order. */
  record Scheduled(Map<ScheduledAction, Saying> sayings) {

    static final Scheduled NOTHING = new Scheduled(Map.of());

    /** Empty where no action counts. */
    OptionalInt target() {
      var best = Optional.<Tick>empty();
      for (var saying : sayings.values()) {
        var tick = saying.tick;
        if (tick.isPresent() && best.filter(it -> it.time.isAfter(tick.get().time)).isEmpty()) {
          best = tick;
        }
      }
      return best.map(tick -> OptionalInt.of(tick.target)).orElse(OptionalInt.empty());
    }

    /** The target may be different from then on, not before. */
    Instant until() {
      return sayings.values().stream()
          .map(Saying::until)
          .min(Comparator.naturalOrder())
          .orElse(Instant.MAX);
    }
  }

  record Tick(Instant time, int target) {}

  private TargetPolicy() {}

  /**
   * @param occupied how many instances the calls of late would fill
   */
  static int target(ProvisionConfig config, Instant now, double occupied) {
    var scheduled = scheduled(config, Scheduled.NOTHING, now);
    return target(config, scheduled.target(), now, occupied);
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

  /**
   * Asks only those actions anew that may say something else than before: to find a tick of cron
   * takes from microseconds to, where there is none, hundreds of milliseconds.
   *
   * @param before what was said last, perhaps of another configuration
   */
  static Scheduled scheduled(ProvisionConfig config, Scheduled before, Instant now) {
    var sayings = new LinkedHashMap<ScheduledAction, Saying>();
    for (var action : config.scheduledActions().orElse(List.of())) {
      var known = before.sayings.get(action);
      boolean holds = known != null && now.isBefore(known.until);
      sayings.put(action, holds ? known : saying(action, now));
    }
    return new Scheduled(sayings);
  }

  private static Saying saying(ScheduledAction action, Instant now) {
    var schedule = Schedule.action(action.scheduleExpression());
    return new Saying(latest(action, schedule, now), change(action, schedule, now));
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
