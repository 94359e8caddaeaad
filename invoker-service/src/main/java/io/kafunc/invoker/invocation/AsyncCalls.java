// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.invocation;

import io.kafunc.schemas.Payload;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Where asynchronous calls are handed over. */
@FunctionalInterface
public interface AsyncCalls {

  /**
   * An accepted call.
   *
   * @param requestId the call's own
   * @param invocationId of a stateful call, which it can be asked for by
   */
  record Accepted(String requestId, Optional<String> invocationId) {}

  /**
   * Takes a call. Never blocks.
   *
   * @param invocationId makes it a stateful one; a call of this id that is remembered is answered
   *     in its place
   * @param httpRequest what {@link StoredRequest#about} made of the request that the call came as,
   *     where it came through an HTTP trigger
   * @return once the call is on disk in Kafka; fails with an {@code FcException} that is the answer
   */
  CompletionStage<Accepted> accept(
      Invocation invocation, Optional<String> invocationId, Optional<Payload> httpRequest);
}
