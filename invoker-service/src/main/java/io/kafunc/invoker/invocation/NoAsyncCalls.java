// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.invocation;

import static io.kafunc.httpapi.ErrorCode.SERVICE_UNAVAILABLE;

import io.kafunc.schemas.Payload;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Stands where no queue is configured: says so. */
@Singleton
@Requires(missingBeans = AsyncCalls.class)
final class NoAsyncCalls implements AsyncCalls {

  @Override
  public CompletionStage<Accepted> accept(
      Invocation invocation, Optional<String> invocationId, Optional<Payload> httpRequest) {
    return CompletableFuture.failedStage(
        SERVICE_UNAVAILABLE.saying("asynchronous calls are not served here").exception());
  }
}
