// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.schemas.call;

import io.kafunc.schemas.Payload;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * An accepted asynchronous call; the value of kafunc.calls.
 *
 * @param hops how many calls before it led to it by their destinations
 * @param invocationId of a stateful call: what it can be asked for by
 * @param httpRequest of a call through an HTTP trigger: the request as JSON, but for its body,
 *     which is the payload
 */
public record InvocationRequested(
    String accountId,
    String serviceName,
    String qualifier,
    String functionName,
    Payload payload,
    Instant acceptedTime,
    String actor,
    Optional<String> triggerName,
    Optional<String> triggerType,
    Optional<Deduplication> deduplication,
    int hops,
    Optional<String> invocationId,
    Optional<Payload> httpRequest) {
  public InvocationRequested {
    acceptedTime = acceptedTime.truncatedTo(ChronoUnit.MICROS);
  }

  /** A call as triggers and plain callers make it. */
  public InvocationRequested(
      String accountId,
      String serviceName,
      String qualifier,
      String functionName,
      Payload payload,
      Instant acceptedTime,
      String actor,
      Optional<String> triggerName,
      Optional<String> triggerType,
      Optional<Deduplication> deduplication) {
    this(
        accountId,
        serviceName,
        qualifier,
        functionName,
        payload,
        acceptedTime,
        actor,
        triggerName,
        triggerType,
        deduplication,
        0,
        Optional.empty(),
        Optional.empty());
  }

  /** The same as a stateful call. */
  public InvocationRequested stateful(String id) {
    return with(Optional.of(id), httpRequest);
  }

  /** The same as a request to an HTTP trigger. */
  public InvocationRequested ofRequest(Payload about) {
    return with(invocationId, Optional.of(about));
  }

  private InvocationRequested with(Optional<String> invocationId, Optional<Payload> httpRequest) {
    return new InvocationRequested(
        accountId,
        serviceName,
        qualifier,
        functionName,
        payload,
        acceptedTime,
        actor,
        triggerName,
        triggerType,
        deduplication,
        hops,
        invocationId,
        httpRequest);
  }
}
