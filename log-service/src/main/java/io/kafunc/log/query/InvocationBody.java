// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.log.query;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.kafunc.httpapi.FcTime;
import io.kafunc.schemas.invocation.InvocationRecord;
import java.util.Optional;

/** A call in an answer. */
record InvocationBody(
    String requestId,
    String serviceName,
    String functionName,
    String qualifier,
    String externalServiceVersion,
    @JsonProperty("isDarkLaunch") boolean isDarkLaunch,
    String invocationType,
    Optional<String> triggerName,
    Optional<String> triggerType,
    String acceptedTime,
    Optional<String> startTime,
    String endTime,
    double queueMs,
    double coldStartMs,
    double durationMs,
    String status,
    Optional<String> errorType,
    double memoryUsedMB,
    Optional<String> instanceId,
    int attempt,
    String resourceMode) {

  static InvocationBody of(InvocationRecord record) {
    return new InvocationBody(
        record.requestId(),
        record.serviceName(),
        record.functionName(),
        record.qualifier(),
        record.externalServiceVersion(),
        record.isDarkLaunch(),
        record.invocationType().name(),
        record.triggerName(),
        record.triggerType(),
        FcTime.millis(record.acceptedTime()),
        record.startTime().map(FcTime::millis),
        FcTime.millis(record.endTime()),
        record.queueMs(),
        record.coldStartMs(),
        record.durationMs(),
        record.status().name(),
        record.errorType(),
        record.memoryUsedMB(),
        record.instanceId(),
        record.attempt(),
        record.resourceMode());
  }
}
