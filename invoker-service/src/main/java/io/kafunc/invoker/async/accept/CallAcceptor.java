// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.accept;

import static io.kafunc.httpapi.ErrorCode.ENTITY_TOO_LARGE;

import io.kafunc.invoker.async.CallRules;
import io.kafunc.invoker.async.drain.StatefulCalls;
import io.kafunc.invoker.catalog.FunctionCatalog;
import io.kafunc.invoker.catalog.Resolution.Found;
import io.kafunc.invoker.catalog.Resolution.Missing;
import io.kafunc.invoker.invocation.AsyncCalls;
import io.kafunc.invoker.invocation.Invocation;
import io.kafunc.schemas.Payload;
import io.kafunc.schemas.call.CallTopic;
import io.kafunc.schemas.call.InvocationRequested;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Takes asynchronous calls: one that is too large (contract section 4) or names what is not there
 * is refused, any other is answered with its own id once it is on disk. A call is stateful when its
 * caller gives it an id or its function's configuration says so; only its queue's owner takes it.
 * Never blocks.
 */
public final class CallAcceptor implements AsyncCalls {

  private final FunctionCatalog catalog;
  private final CallSender sender;
  private final CallRules rules;
  private final Supplier<StatefulCalls> owners;
  private final Supplier<String> ids;

  /**
   * @param owners who takes stateful calls
   * @param ids of stateful calls to which their callers give none
   */
  public CallAcceptor(
      FunctionCatalog catalog,
      CallSender sender,
      CallRules rules,
      Supplier<StatefulCalls> owners,
      Supplier<String> ids) {
    this.catalog = catalog;
    this.sender = sender;
    this.rules = rules;
    this.owners = owners;
    this.ids = ids;
  }

  @Override
  public CompletionStage<Accepted> accept(
      Invocation invocation, Optional<String> invocationId, Optional<Payload> httpRequest) {
    if (invocation.payload().size() > CallTopic.MAX_PAYLOAD) {
      return CompletableFuture.failedStage(
          ENTITY_TOO_LARGE.with(CallTopic.MAX_PAYLOAD).exception());
    }
    var plain = call(invocation);
    var call = httpRequest.map(plain::ofRequest).orElse(plain);
    return accept(invocationId.map(call::stateful).orElse(call));
  }

  /** Takes a call of the suite's own. */
  public CompletionStage<Accepted> accept(InvocationRequested call) {
    return catalog
        .resolve(call.accountId(), call.serviceName(), call.qualifier(), call.functionName())
        .thenCompose(
            resolution ->
                switch (resolution) {
                  case Found _ -> keep(named(call));
                  case Missing(var error) -> CompletableFuture.failedStage(error.exception());
                });
  }

  private InvocationRequested named(InvocationRequested call) {
    return call.invocationId().isEmpty() && rules.of(call).stateful()
        ? call.stateful(ids.get())
        : call;
  }

  private CompletionStage<Accepted> keep(InvocationRequested call) {
    var kept =
        call.invocationId().isEmpty() ? sender.send(call) : owners.get().accept(call, sender::send);
    return kept.thenApply(id -> new Accepted(id.toString(), call.invocationId()));
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
