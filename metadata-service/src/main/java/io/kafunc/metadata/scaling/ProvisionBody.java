// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.scaling;

import io.kafunc.metadata.command.ProvisionChange;
import io.kafunc.schemas.metadata.ScheduledAction;
import io.kafunc.schemas.metadata.TargetTrackingPolicy;
import java.util.List;
import java.util.Optional;

/** A configuration of provisioned instances as requests write it (contract 1.9). */
record ProvisionBody(
    Optional<Integer> target,
    Optional<List<Action>> scheduledActions,
    Optional<List<Policy>> targetTrackingPolicies,
    Optional<Boolean> alwaysAllocateCPU) {

  record Action(
      Optional<String> name,
      Optional<String> startTime,
      Optional<String> endTime,
      Optional<Integer> target,
      Optional<String> scheduleExpression) {

    ScheduledAction toAction() {
      return new ScheduledAction(
          name.orElse(""),
          startTime.orElse(""),
          endTime.orElse(""),
          target.orElse(0),
          scheduleExpression.orElse(""));
    }
  }

  record Policy(
      Optional<String> name,
      Optional<String> startTime,
      Optional<String> endTime,
      Optional<String> metricType,
      Optional<Double> metricTarget,
      Optional<Integer> minCapacity,
      Optional<Integer> maxCapacity) {

    TargetTrackingPolicy toPolicy() {
      return new TargetTrackingPolicy(
          name.orElse(""),
          startTime.orElse(""),
          endTime.orElse(""),
          metricType.orElse(""),
          metricTarget.orElse(0.0),
          minCapacity.orElse(0),
          maxCapacity.orElse(0));
    }
  }

  ProvisionChange toChange() {
    return new ProvisionChange(
        target,
        scheduledActions.map(actions -> actions.stream().map(Action::toAction).toList()),
        targetTrackingPolicies.map(policies -> policies.stream().map(Policy::toPolicy).toList()),
        alwaysAllocateCPU);
  }
}
