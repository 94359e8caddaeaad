// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.invocation;

import static java.util.Objects.requireNonNull;

import io.kafunc.schemas.Payload;
import io.kafunc.schemas.invocation.InvocationType;
import java.time.Instant;
import java.util.Optional;

/**
 * One call as its caller meant it; nothing of it is resolved yet.
 *
 * @param qualifier what the caller passed, {@code LATEST} when nothing
 * @param requestId a synchronous request's UUIDv7, or an asynchronous call's own id
 * @param logTail whether the caller wants the end of the log in the answer (F-28)
 * @param acceptedTime when we took the call
 * @param attempt 1 for the first
 * @param actor the access key that asked for it
 */
public record Invocation(
    String accountId,
    String serviceName,
    String qualifier,
    String functionName,
    Payload payload,
    String requestId,
    InvocationType type,
    boolean logTail,
    Instant acceptedTime,
    Optional<String> triggerName,
    Optional<String> triggerType,
    int attempt,
    String actor) {

  public Invocation {
    requireNonNull(accountId, "accountId is null");
    requireNonNull(serviceName, "serviceName is null");
    requireNonNull(qualifier, "qualifier is null");
    requireNonNull(functionName, "functionName is null");
    requireNonNull(payload, "payload is null");
    requireNonNull(requestId, "requestId is null");
    if (attempt < 1) {
      throw new IllegalArgumentException("attempt is below 1: " + attempt);
    }
  }
}
