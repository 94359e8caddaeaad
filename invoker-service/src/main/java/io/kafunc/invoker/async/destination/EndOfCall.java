// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.destination;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kafunc.schemas.Payload;
import io.kafunc.schemas.call.InvocationRequested;
import io.kafunc.schemas.invocation.InvocationRecord;
import io.kafunc.schemas.invocation.InvocationStatus;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A call and how it ended.
 *
 * @param answer what the function answered, or its error; empty when it never ran
 */
public record EndOfCall(InvocationRequested call, InvocationRecord record, Payload answer) {

  private static final int OK = 200;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The vendor's message for it (contract section 6). */
  byte[] message(String region) {
    var error = error();
    var context = new LinkedHashMap<String, Object>();
    context.put("requestId", record.requestId());
    context.put("functionArn", functionArn(region));
    context.put("condition", error);
    context.put("approximateInvokeCount", record.attempt());
    var message = new LinkedHashMap<String, Object>();
    message.put("timestamp", record.endTime().toEpochMilli());
    message.put("requestContext", context);
    message.put("requestPayload", text(call.payload()));
    message.put("responseContext", Map.of("statusCode", OK, "functionError", error));
    message.put("responsePayload", text(answer));
    try {
      return JSON.writeValueAsBytes(message);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private String error() {
    return switch (record.status()) {
      case Succeeded -> "";
      case Expired -> InvocationStatus.Expired.name();
      case Enqueued, Running, Failed, TimedOut, Throttled, Stopped ->
          record.errorType().orElse(record.status().name());
    };
  }

  private String functionArn(String region) {
    return "acs:fc:%s:%s:services/%s.%s/functions/%s"
        .formatted(
            region,
            record.accountId(),
            record.serviceName(),
            record.qualifier(),
            record.functionName());
  }

  private static String text(Payload payload) {
    return new String(payload.bytes(), StandardCharsets.UTF_8);
  }
}
