// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.schemas.invocation;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** What is known of one attempt of one call (F-24). */
public record InvocationRecord(
    String requestId,
    String accountId,
    String serviceName,
    String functionName,
    String qualifier,
    String externalServiceVersion,
    boolean isDarkLaunch,
    InvocationType invocationType,
    Optional<String> triggerName,
    Optional<String> triggerType,
    Instant acceptedTime,
    Optional<Instant> startTime,
    Instant endTime,
    double queueMs,
    double coldStartMs,
    double durationMs,
    double meteredMs,
    InvocationStatus status,
    Optional<String> errorType,
    double memoryUsedMB,
    Optional<String> instanceId,
    int attempt,
    String resourceMode) {
  public InvocationRecord {
    acceptedTime = acceptedTime.truncatedTo(ChronoUnit.MICROS);
    endTime = endTime.truncatedTo(ChronoUnit.MICROS);
  }

  /** The same but for its status. */
  public InvocationRecord with(InvocationStatus other) {
    return new InvocationRecord(
        requestId,
        accountId,
        serviceName,
        functionName,
        qualifier,
        externalServiceVersion,
        isDarkLaunch,
        invocationType,
        triggerName,
        triggerType,
        acceptedTime,
        startTime,
        endTime,
        queueMs,
        coldStartMs,
        durationMs,
        meteredMs,
        other,
        errorType,
        memoryUsedMB,
        instanceId,
        attempt,
        resourceMode);
  }
}
