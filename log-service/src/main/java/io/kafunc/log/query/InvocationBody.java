// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.log.query;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.kafunc.httpapi.FcTime;
import io.kafunc.schemas.Payload;
import io.kafunc.schemas.invocation.InvocationRecord;
import io.kafunc.schemas.invocation.InvocationResult;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A call in an answer.
 *
 * @param resultSize bytes of what an asynchronous call answered
 * @param result all of that, when it is small; else {@code …/result} has it
 */
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
    String resourceMode,
    Optional<Long> resultSize,
    Optional<String> result) {

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
        record.resourceMode(),
        record.result().map(InvocationResult::size),
        record.result().flatMap(InvocationResult::content).map(InvocationBody::text));
  }

  private static String text(Payload content) {
    return new String(content.bytes(), StandardCharsets.UTF_8);
  }
}
