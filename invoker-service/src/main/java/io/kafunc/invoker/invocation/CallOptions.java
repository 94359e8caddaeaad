// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.invocation;

import static io.kafunc.httpapi.ErrorCode.INVALID_ARGUMENT;

import io.kafunc.httpapi.FcException;
import io.kafunc.httpapi.FcHeaders;
import io.kafunc.schemas.invocation.InvocationType;
import io.micronaut.http.HttpHeaders;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a caller's headers ask of the invocation; the refusals are FC's own words (contract 1.6).
 */
public record CallOptions(InvocationType type, boolean logTail, Optional<String> invocationId) {

  private static final CallOptions PLAIN =
      new CallOptions(InvocationType.Sync, false, Optional.empty());
  private static final CallOptions TAILED =
      new CallOptions(InvocationType.Sync, true, Optional.empty());
  private static final CallOptions ASYNC =
      new CallOptions(InvocationType.Async, false, Optional.empty());
  private static final Pattern INVOCATION_ID = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]{0,127}");

  public static CallOptions of(HttpHeaders headers) {
    String type = headers.get(FcHeaders.INVOCATION_TYPE);
    String logType = headers.get(FcHeaders.LOG_TYPE);
    if (type == null || type.isEmpty() || type.equals("Sync")) {
      return sync(logType);
    }
    if (type.equals("Async")) {
      return async(logType, headers.get(FcHeaders.STATEFUL_ASYNC_INVOCATION_ID));
    }
    throw invalid("InvocationType", "Sync | Async", type);
  }

  private static CallOptions sync(String logType) {
    if (isNone(logType)) {
      return PLAIN;
    }
    if (logType.equals("Tail")) {
      return TAILED;
    }
    throw invalid("LogType", "Tail | None", logType);
  }

  private static CallOptions async(String logType, String invocationId) {
    if (!isNone(logType)) {
      throw invalid("LogType", "None", logType);
    }
    if (invocationId == null || invocationId.isEmpty()) {
      return ASYNC;
    }
    if (INVOCATION_ID.matcher(invocationId).matches()) {
      return new CallOptions(InvocationType.Async, false, Optional.of(invocationId));
    }
    throw invalid("StatefulAsyncInvocationId", "^" + INVOCATION_ID + "$", invocationId);
  }

  private static boolean isNone(String logType) {
    return logType == null || logType.isEmpty() || logType.equals("None");
  }

  private static FcException invalid(String field, String allowed, String actual) {
    return INVALID_ARGUMENT
        .saying(
            "%s is set to an invalid value (allowed: %s, actual: '%s')"
                .formatted(field, allowed, actual))
        .exception();
  }
}
