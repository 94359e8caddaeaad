// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.forward;

import static io.kafunc.httpapi.ErrorCode.SERVICE_UNAVAILABLE;

import io.kafunc.eventlog.Node;
import io.kafunc.httpapi.forward.ForwardingClient;
import io.kafunc.invoker.async.drain.ActiveInvoker;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.client.ProxyRequestOptions;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Sends a request to the active invoker as it came, host and signature included: limits on
 * instances are counted in one place. Costs the active invoker a look at a field.
 */
@Singleton
@Requires(beans = ActiveInvoker.class)
public final class Forwarding {

  private static final ProxyRequestOptions AS_IT_CAME =
      ProxyRequestOptions.builder().retainHostHeader().build();

  private final ActiveInvoker active;
  private final ForwardingClient client;

  Forwarding(ActiveInvoker active, ForwardingClient client) {
    this.active = active;
    this.client = client;
  }

  /** Whether another process is the active invoker, and this request has not been forwarded yet. */
  public boolean isNeeded(HttpRequest<?> request) {
    return active.other().isPresent() && !client.isForwarded(request);
  }

  /** The answer from there; that the active invoker is gone meanwhile is one too. */
  public CompletionStage<MutableHttpResponse<?>> of(HttpRequest<?> request) {
    return active
        .other()
        .map(node -> forwarded(request, node))
        .orElseGet(
            () ->
                CompletableFuture.failedStage(
                    SERVICE_UNAVAILABLE.saying("the active invoker has changed").exception()));
  }

  private CompletionStage<MutableHttpResponse<?>> forwarded(HttpRequest<?> request, Node node) {
    var to = URI.create(node.url());
    return client
        .forward(request, to, AS_IT_CAME)
        .onErrorMap(
            _ ->
                SERVICE_UNAVAILABLE
                    .saying("the active invoker at " + to + " does not answer")
                    .exception())
        .toFuture();
  }
}
