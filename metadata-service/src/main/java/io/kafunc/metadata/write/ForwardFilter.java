// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.write;

import static io.kafunc.httpapi.ErrorCode.SERVICE_UNAVAILABLE;

import io.kafunc.eventlog.Owner;
import io.kafunc.httpapi.forward.ForwardingClient;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.client.ProxyRequestOptions;
import io.micronaut.http.filter.ServerFilterPhase;
import io.micronaut.web.router.RouteAttributes;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import reactor.core.publisher.Mono;

/**
 * Sends a write to the node that decides, as it came (its signature holds there too), and answers
 * only when our own rows show it: who writes here reads here (design 8.4). Runs on event loops.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class ForwardFilter implements Ordered {

  private static final Duration VISIBLE_WITHIN = Duration.ofSeconds(5);

  private static final CompletionStage<MutableHttpResponse<?>> HERE =
      CompletableFuture.completedStage(null);

  private final AccountHandler accounts;
  private final ForwardingClient client;

  ForwardFilter(AccountHandler accounts, ForwardingClient client) {
    this.accounts = accounts;
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
    if (accounts.serving() || !isWrite(request) || client.isForwarded(request)) {
      return HERE;
    }
    return accounts.otherOwner().map(owner -> forwarded(request, owner)).orElse(HERE);
  }

  private static boolean isWrite(HttpRequest<?> request) {
    return RouteAttributes.getRouteInfo(request)
        .filter(route -> route.getAnnotationMetadata().hasAnnotation(Write.class))
        .isPresent();
  }

  private CompletionStage<@Nullable MutableHttpResponse<?>> forwarded(
      HttpRequest<?> request, Owner owner) {
    var to = URI.create(owner.node().url());
    return client
        .forward(request, to, ProxyRequestOptions.getDefault())
        .onErrorMap(fault -> unavailable("the writer at " + to + " does not answer"))
        .flatMap(this::visible)
        .toFuture();
  }

  private Mono<MutableHttpResponse<?>> visible(MutableHttpResponse<?> response) {
    var position = response.getHeaders().get(WriteAnswers.POSITION);
    if (position == null) {
      return Mono.just(response);
    }
    var read = accounts.tail().awaitPosition(Long.parseLong(position), VISIBLE_WITHIN);
    return Mono.fromFuture(read)
        .onErrorMap(fault -> unavailable("the change is stored, but not yet visible here"))
        .thenReturn(response);
  }

  private static RuntimeException unavailable(String reason) {
    return SERVICE_UNAVAILABLE.saying(reason).exception();
  }
}
