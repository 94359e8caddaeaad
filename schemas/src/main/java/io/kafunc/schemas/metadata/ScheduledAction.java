// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.schemas.metadata;

/**
 * A target that holds from certain points of time on.
 *
 * @param startTime from when it counts, UTC, as the caller wrote it; so is {@code endTime}
 * @param scheduleExpression {@code at(time)} or {@code cron(six fields)}
 */
public record ScheduledAction(
    String name, String startTime, String endTime, int target, String scheduleExpression) {}
