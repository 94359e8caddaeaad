// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.answer;

import io.kafunc.httpapi.FcTime;
import io.kafunc.metadata.command.FunctionAt;
import io.kafunc.schemas.metadata.AsyncInvokeConfig;
import java.time.Instant;
import java.util.Optional;

/** A configuration of asynchronous calls as FC shows it (contract 1.10); what is unset is null. */
public record AsyncConfigAnswer(
    String service,
    String function,
    String qualifier,
    Destinations destinationConfig,
    Integer maxAsyncEventAgeInSeconds,
    Integer maxAsyncRetryAttempts,
    boolean statefulInvocation,
    String createdTime,
    String lastModifiedTime) {

  public record Destinations(Destination onSuccess, Destination onFailure) {}

  public record Destination(String destination) {}

  public static AsyncConfigAnswer of(
      FunctionAt at, AsyncInvokeConfig config, Instant createdTime, Instant lastModifiedTime) {
    return new AsyncConfigAnswer(
        at.serviceName(),
        at.functionName(),
        at.qualifier(),
        new Destinations(destination(config.onSuccess()), destination(config.onFailure())),
        config.maxAsyncEventAgeInSeconds().orElse(null),
        config.maxAsyncRetryAttempts().orElse(null),
        config.statefulInvocation().orElse(false),
        FcTime.seconds(createdTime),
        FcTime.seconds(lastModifiedTime));
  }

  private static Destination destination(Optional<String> text) {
    return text.map(Destination::new).orElse(null);
  }
}
