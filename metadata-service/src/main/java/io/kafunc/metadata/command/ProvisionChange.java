// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.command;

import io.kafunc.schemas.metadata.ScheduledAction;
import io.kafunc.schemas.metadata.TargetTrackingPolicy;
import java.util.List;
import java.util.Optional;

/** The fields of a provision config that a request sets; an absent one keeps what is. */
public record ProvisionChange(
    Optional<Integer> target,
    Optional<List<ScheduledAction>> scheduledActions,
    Optional<List<TargetTrackingPolicy>> targetTrackingPolicies,
    Optional<Boolean> alwaysAllocateCPU) {}
