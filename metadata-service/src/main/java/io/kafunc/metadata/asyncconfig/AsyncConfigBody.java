// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.asyncconfig;

import io.kafunc.schemas.metadata.AsyncInvokeConfig;
import java.util.Optional;

/** A configuration of asynchronous calls as requests write it (contract 1.10). */
record AsyncConfigBody(
    Optional<Destinations> destinationConfig,
    Optional<Integer> maxAsyncEventAgeInSeconds,
    Optional<Integer> maxAsyncRetryAttempts,
    Optional<Boolean> statefulInvocation) {

  record Destinations(Optional<Destination> onSuccess, Optional<Destination> onFailure) {}

  record Destination(Optional<String> destination) {}

  AsyncInvokeConfig toConfig() {
    return new AsyncInvokeConfig(
        destinationConfig.flatMap(Destinations::onSuccess).flatMap(AsyncConfigBody::text),
        destinationConfig.flatMap(Destinations::onFailure).flatMap(AsyncConfigBody::text),
        maxAsyncEventAgeInSeconds,
        maxAsyncRetryAttempts,
        statefulInvocation);
  }

  private static Optional<String> text(Destination destination) {
    return destination.destination().filter(text -> !text.isEmpty());
  }
}
