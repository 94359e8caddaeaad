// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.schemas.metadata;

import java.util.List;
import java.util.Optional;

/**
 * How many instances of a function under a version or an alias are kept ready (F-40).
 *
 * @param scheduledActions absent when never set, which callers tell from an empty list
 * @param targetTrackingPolicies absent when never set
 */
public record ProvisionConfig(
    int target,
    Optional<List<ScheduledAction>> scheduledActions,
    Optional<List<TargetTrackingPolicy>> targetTrackingPolicies,
    boolean alwaysAllocateCPU) {

  /** Whether nothing is asked for, now or later: such a configuration is none. */
  public boolean isNone() {
    return target == 0
        && scheduledActions.orElse(List.of()).isEmpty()
        && targetTrackingPolicies.orElse(List.of()).isEmpty();
  }
}
