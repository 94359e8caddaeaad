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
    String resourceMode,
    Optional<InvocationResult> result) {
  public InvocationRecord {
    acceptedTime = acceptedTime.truncatedTo(ChronoUnit.MICROS);
    endTime = endTime.truncatedTo(ChronoUnit.MICROS);
  }

  /** A record that keeps no result. */
  public InvocationRecord(
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
    this(
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
        status,
        errorType,
        memoryUsedMB,
        instanceId,
        attempt,
        resourceMode,
        Optional.empty());
  }

  /** The same but for its status. */
  public InvocationRecord with(InvocationStatus other) {
    return with(other, result);
  }

  /** The same with a result. */
  public InvocationRecord with(InvocationResult answer) {
    return with(status, Optional.of(answer));
  }

  private InvocationRecord with(InvocationStatus other, Optional<InvocationResult> answer) {
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
        resourceMode,
        answer);
  }
}
