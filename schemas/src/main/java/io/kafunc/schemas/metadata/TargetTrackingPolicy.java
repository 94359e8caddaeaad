// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.schemas.metadata;

/**
 * A target that follows a measured value.
 *
 * @param startTime from when it counts, UTC, as the caller wrote it; so is {@code endTime}
 * @param metricTarget the value to keep, 0 to 1
 */
public record TargetTrackingPolicy(
    String name,
    String startTime,
    String endTime,
    String metricType,
    double metricTarget,
    int minCapacity,
    int maxCapacity) {}
