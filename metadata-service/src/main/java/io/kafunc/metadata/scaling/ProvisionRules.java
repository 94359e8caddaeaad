// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.scaling;

import io.kafunc.httpapi.FcError;
import io.kafunc.metadata.account.Check;
import io.kafunc.metadata.command.FunctionAt;
import io.kafunc.metadata.limit.Limits;
import io.kafunc.schedules.Schedule;
import io.kafunc.schemas.metadata.ProvisionConfig;
import io.kafunc.schemas.metadata.ScheduledAction;
import io.kafunc.schemas.metadata.TargetTrackingPolicy;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a configuration of provisioned instances must hold (contract 1.9). Pure. */
final class ProvisionRules {

  private static final Pattern UTC = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
  private static final String METRIC = "ProvisionedConcurrencyUtilization";

  private final Limits limits;

  ProvisionRules(Limits limits) {
    this.limits = limits;
  }

  /** LATEST changes under its instances: nothing of it can be kept ready. */
  static Optional<FcError> qualifierFault(FunctionAt at) {
    return new Check()
        .that(
            () -> !at.isLatest(),
            () ->
                "qualifier is set to an invalid value"
                    + " (allowed: a version | an alias, actual: 'LATEST')")
        .fault();
  }

  Optional<FcError> fault(ProvisionConfig config) {
    return new Check()
        .within("target", config.target(), 0, limits.provisionedInstances())
        .and(() -> config.scheduledActions().flatMap(this::actions))
        .and(() -> config.targetTrackingPolicies().flatMap(this::policies))
        .fault();
  }

  private Optional<FcError> actions(List<ScheduledAction> actions) {
    var names = new HashSet<String>();
    var check = new Check().and(() -> count("ScheduledActions", actions.size()));
    for (var action : actions) {
      check
          .present("ScheduledActions.Name", action.name())
          .that(
              () -> names.add(action.name()),
              () ->
                  "Duplicate action name '%s' in ScheduledActions is not allowed"
                      .formatted(action.name()))
          .and(() -> period(action.startTime(), action.endTime()))
          .and(
              () ->
                  new Check()
                      .within(
                          "ScheduledActions.Target",
                          action.target(),
                          0,
                          limits.provisionedInstances())
                      .fault())
          .that(
              () -> isSchedule(action.scheduleExpression()),
              () ->
                  "The ScheduleExpression should be atTime or cron expression"
                      + " (example: ['at(2020-10-10T10:10:10Z)', 'cron(0 */30 * * * *)'],"
                      + " actual: '%s')".formatted(action.scheduleExpression()))
          .that(
              () -> Schedule.action(action.scheduleExpression()).everTicks(),
              () ->
                  "The ScheduleExpression names a time that never comes (actual: '%s')"
                      .formatted(action.scheduleExpression()));
    }
    return check.fault();
  }

  private Optional<FcError> policies(List<TargetTrackingPolicy> policies) {
    var names = new HashSet<String>();
    var check = new Check().and(() -> count("TargetTrackingPolicies", policies.size()));
    for (var policy : policies) {
      check
          .present("TargetTrackingPolicies.Name", policy.name())
          .that(
              () -> names.add(policy.name()),
              () ->
                  "Duplicate policy name '%s' in TargetTrackingPolicies is not allowed"
                      .formatted(policy.name()))
          .and(() -> period(policy.startTime(), policy.endTime()))
          .that(
              () -> policy.metricType().equals(METRIC),
              () ->
                  "MetricType is set to an invalid value (allowed: %s, actual: '%s')"
                      .formatted(METRIC, policy.metricType()))
          .that(
              () -> policy.metricTarget() > 0 && policy.metricTarget() <= 1,
              () ->
                  "MetricTarget is set to an invalid value (min: above 0, max: 1, actual: %s)"
                      .formatted(policy.metricTarget()))
          .and(() -> capacity(policy));
    }
    return check.fault();
  }

  private Optional<FcError> capacity(TargetTrackingPolicy policy) {
    int most = limits.provisionedInstances();
    return new Check()
        .within("MinCapacity", policy.minCapacity(), 0, most)
        .within("MaxCapacity", policy.maxCapacity(), policy.minCapacity(), most)
        .fault();
  }

  private Optional<FcError> count(String field, int actual) {
    return new Check()
        .that(
            () -> actual <= limits.scheduledActions(),
            () ->
                "%s contains too many values (max: %d, actual: %d)"
                    .formatted(field, limits.scheduledActions(), actual))
        .fault();
  }

  private static Optional<FcError> period(String start, String end) {
    return new Check()
        .that(() -> isUtc(start), () -> notUtc("StartTime", start))
        .that(() -> isUtc(end), () -> notUtc("EndTime", end))
        .that(
            () -> Instant.parse(start).isBefore(Instant.parse(end)),
            () ->
                "The EndTime should be later than the StartTime (StartTime: '%s', EndTime: '%s')"
                    .formatted(start, end))
        .fault();
  }

  private static String notUtc(String field, String text) {
    return "The %s is not in UTC time format (example: '2020-10-10T10:10:10Z', actual: '%s')"
        .formatted(field, text);
  }

  private static boolean isSchedule(String expression) {
    try {
      return Schedule.action(expression) != null;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  /** Whether a text is a time as FC writes it. */
  private static boolean isUtc(String text) {
    try {
      return UTC.matcher(text).matches() && Instant.parse(text) != null;
    } catch (DateTimeException _) {
      return false;
    }
  }
}
