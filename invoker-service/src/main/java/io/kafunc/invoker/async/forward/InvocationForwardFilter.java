// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.forward;

import static io.kafunc.httpapi.ErrorCode.SERVICE_UNAVAILABLE;

import io.kafunc.eventlog.Node;
import io.kafunc.invoker.async.drain.ActiveInvoker;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.core.order.Ordered;
import io.micronaut.core.util.PathMatcher;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.client.ProxyHttpClient;
import io.micronaut.http.filter.ServerFilterPhase;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import reactor.core.publisher.Mono;

/**
 * Sends what only the active invoker may do to it, as it came (its signature holds there too):
 * limits on instances are counted in one place. Runs on event loops; costs the active invoker a
 * look at a field.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Requires(beans = ActiveInvoker.class)
final class InvocationForwardFilter implements Ordered {

  /** Whoever got a forwarded request does not forward it again. */
  private static final String FORWARDED = "X-Kafunc-Forwarded";

  private static final List<String> FOR_THE_ACTIVE =
      List.of(
          "/2016-08-15/services/*/functions/*/invocations",
          "/2016-08-15/services/*/functions/*/instances",
          "/kafunc/instances",
          "/kafunc/instances/history",
          "/kafunc/calls",
          "/kafunc/calls/*",
          "/kafunc/deadletters",
          "/kafunc/deadletters/**");

  private static final CompletionStage<MutableHttpResponse<?>> HERE =
      CompletableFuture.completedStage(null);

  private final ActiveInvoker active;
  private final ProxyHttpClient client;

  InvocationForwardFilter(ActiveInvoker active, ProxyHttpClient client) {
    this.active = active;
    this.client = client;
  }

  /** Behind the signature: nobody unknown is forwarded. */
  @Override
  public int getOrder() {
    return ServerFilterPhase.LAST.order();
  }

  @RequestFilter
  @Nullable
  CompletionStage<@Nullable MutableHttpResponse<?>> forward(HttpRequest<?> request) {
    var other = active.other();
    return other.isEmpty()
            || !isForTheActive(request.getPath())
            || request.getHeaders().contains(FORWARDED)
        ? HERE
        : forwarded(request, other.get());
  }

  /** Matched here, not by the router, which would match each of them with each request. */
  private static boolean isForTheActive(String path) {
    return FOR_THE_ACTIVE.stream().anyMatch(pattern -> PathMatcher.ANT.matches(pattern, path));
  }

  private CompletionStage<@Nullable MutableHttpResponse<?>> forwarded(
      HttpRequest<?> request, Node node) {
    var to = URI.create(node.url());
    var there =
        request
            .mutate()
            .uri(uri -> uri.scheme(to.getScheme()).host(to.getHost()).port(to.getPort()))
            .header(FORWARDED, "1");
    return Mono.<MutableHttpResponse<?>>from(client.proxy(there))
        .onErrorMap(
            _ ->
                SERVICE_UNAVAILABLE
                    .saying("the active invoker at " + to + " does not answer")
                    .exception())
        .toFuture();
  }
}
