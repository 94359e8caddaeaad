// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.accept;

import static io.kafunc.httpapi.ErrorCode.ENTITY_TOO_LARGE;

import io.kafunc.invoker.catalog.FunctionCatalog;
import io.kafunc.invoker.catalog.Resolution.Found;
import io.kafunc.invoker.catalog.Resolution.Missing;
import io.kafunc.invoker.invocation.AsyncCalls;
import io.kafunc.invoker.invocation.Invocation;
import io.kafunc.schemas.call.CallId;
import io.kafunc.schemas.call.CallTopic;
import io.kafunc.schemas.call.InvocationRequested;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Takes asynchronous calls: one that is too large (contract section 4) or names what is not there
 * is refused, any other is answered with its own id once it is on disk. Never blocks.
 */
public final class CallAcceptor implements AsyncCalls {

  private final FunctionCatalog catalog;
  private final CallSender sender;

  public CallAcceptor(FunctionCatalog catalog, CallSender sender) {
    this.catalog = catalog;
    this.sender = sender;
  }

  @Override
  public CompletionStage<String> accept(Invocation invocation) {
    if (invocation.payload().size() > CallTopic.MAX_PAYLOAD) {
      return CompletableFuture.failedStage(
          ENTITY_TOO_LARGE.with(CallTopic.MAX_PAYLOAD).exception());
    }
    return accept(call(invocation)).thenApply(CallId::toString);
  }

  /** Takes a call of the suite's own. */
  public CompletionStage<CallId> accept(InvocationRequested call) {
    return catalog
        .resolve(call.accountId(), call.serviceName(), call.qualifier(), call.functionName())
        .thenCompose(
            resolution ->
                switch (resolution) {
                  case Found _ -> sender.send(call);
                  case Missing(var error) -> CompletableFuture.failedStage(error.exception());
                });
  }

  private static InvocationRequested call(Invocation invocation) {
    return new InvocationRequested(
        invocation.accountId(),
        invocation.serviceName(),
        invocation.qualifier(),
        invocation.functionName(),
        invocation.payload(),
        invocation.acceptedTime(),
        invocation.actor(),
        invocation.triggerName(),
        invocation.triggerType(),
        Optional.empty());
  }
}
