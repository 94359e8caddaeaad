// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.invocation;

import io.kafunc.invoker.catalog.FunctionSpec;
import io.kafunc.schemas.Payload;
import java.time.Instant;
import java.util.Optional;

/**
 * What is known of a handler's run.
 *
 * @param queueMs wait for an instance, cold start apart
 * @param coldStartMs start of the instance as far as this call waited for it, 0 when warm
 * @param meteredMs what the run adds to the union of the intervals of its instance's calls (F-45);
 *     in whole milliseconds where the instance has one call at a time
 * @param memoryUsedMB peak memory of the instance
 * @param logTail the end of its log, when the call asked for it (F-28)
 */
public record Run(
    FunctionSpec function,
    String instanceId,
    boolean provisioned,
    Instant startTime,
    double queueMs,
    double coldStartMs,
    double durationMs,
    double meteredMs,
    double memoryUsedMB,
    Optional<Payload> logTail) {}
