// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.answer;

import io.kafunc.metadata.command.FunctionAt;
import io.kafunc.schemas.metadata.ProvisionConfig;
import io.kafunc.schemas.metadata.ScheduledAction;
import io.kafunc.schemas.metadata.TargetTrackingPolicy;
import java.util.List;

/**
 * A configuration of provisioned instances as FC shows it (contract 1.9). How many there are is not
 * in the log: {@code current} is 0 until somebody who knows says otherwise.
 *
 * @param currentError why there are fewer than wanted, empty when nothing is wrong
 */
public record ProvisionAnswer(
    String resource,
    int target,
    int current,
    String currentError,
    List<ScheduledAction> scheduledActions,
    List<TargetTrackingPolicy> targetTrackingPolicies,
    boolean alwaysAllocateCPU) {

  public static ProvisionAnswer of(String accountId, FunctionAt at, ProvisionConfig config) {
    return new ProvisionAnswer(
        resource(accountId, at),
        config.target(),
        0,
        "",
        config.scheduledActions().orElse(null),
        config.targetTrackingPolicies().orElse(null),
        config.alwaysAllocateCPU());
  }

  public static String resource(String accountId, FunctionAt at) {
    return String.join("#", accountId, at.serviceName(), at.qualifier(), at.functionName());
  }
}
