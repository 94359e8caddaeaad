// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.forward;

import io.kafunc.invoker.async.drain.ActiveInvoker;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.core.order.Ordered;
import io.micronaut.core.util.PathMatcher;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.filter.ServerFilterPhase;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Sends what only the active invoker may do to it. Requests to HTTP triggers have a door of their
 * own, which asks {@link Forwarding} as well. Runs on event loops.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Requires(beans = ActiveInvoker.class)
final class InvocationForwardFilter implements Ordered {

  private static final List<String> FOR_THE_ACTIVE =
      List.of(
          "/2016-08-15/services/*/functions/*/invocations",
          "/2016-08-15/services/*/functions/*/instances",
          "/2016-08-15/services/*/functions/*/stateful-async-invocations",
          "/2016-08-15/services/*/functions/*/stateful-async-invocations/*",
          "/kafunc/instances",
          "/kafunc/instances/history",
          "/kafunc/calls",
          "/kafunc/calls/*",
          "/kafunc/deadletters",
          "/kafunc/deadletters/**");

  private static final CompletionStage<MutableHttpResponse<?>> HERE =
      CompletableFuture.completedStage(null);

  private final Forwarding forwarding;

  InvocationForwardFilter(Forwarding forwarding) {
    this.forwarding = forwarding;
  }

  /** Behind the signature: nobody unknown is forwarded. */
  @Override
  public int getOrder() {
    return ServerFilterPhase.LAST.order();
  }

  @RequestFilter
  @Nullable
  CompletionStage<@Nullable MutableHttpResponse<?>> forward(HttpRequest<?> request) {
    return forwarding.isNeeded(request) && isForTheActive(request.getPath())
        ? forwarding.of(request)
        : HERE;
  }

  /** Matched here, not by the router, which would match each of them with each request. */
  private static boolean isForTheActive(String path) {
    return FOR_THE_ACTIVE.stream().anyMatch(pattern -> PathMatcher.ANT.matches(pattern, path));
  }
}
