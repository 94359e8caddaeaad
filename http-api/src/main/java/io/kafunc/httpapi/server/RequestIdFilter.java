// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.httpapi.server;

import io.kafunc.httpapi.FcHeaders;
import io.kafunc.httpapi.RequestIds;
import io.micronaut.core.annotation.NonNull;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.server.annotation.PreMatching;

/**
 * Gives every request its id before anything else sees it, and every answer the id in {@code
 * X-Fc-Request-Id}. An answer that already names one keeps it: an asynchronous call is known by the
 * id of its place in the queue (design 8.6). Runs on event loops.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class RequestIdFilter implements Ordered {

  private final RequestIds ids;

  RequestIdFilter(RequestIds ids) {
    this.ids = ids;
  }

  @Override
  public int getOrder() {
    return HIGHEST_PRECEDENCE;
  }

  @RequestFilter
  @PreMatching
  void identify(@NonNull HttpRequest<?> request) {
    if (RequestIds.find(request).isEmpty()) {
      RequestIds.put(request, ids.next());
    }
  }

  @ResponseFilter
  void answer(@NonNull HttpRequest<?> request, @NonNull MutableHttpResponse<?> response) {
    if (!response.getHeaders().contains(FcHeaders.REQUEST_ID)) {
      response.header(FcHeaders.REQUEST_ID, RequestIds.find(request).orElseGet(ids::next));
    }
  }
}
