// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.httpapi.signature;

import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.filter.ServerFilterPhase;
import io.micronaut.web.router.RouteAttributes;
import io.micronaut.web.router.RouteInfo;

/**
 * Lets nobody in unknown. After it every request carries its {@link io.kafunc.httpapi.Caller}, and
 * nobody else parses an {@code Authorization} header. Runs on event loops, for unknown routes too.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class SignatureFilter implements Ordered {

  private final Authenticator authenticator;
  private final SignatureSettings settings;

  SignatureFilter(Authenticator authenticator, SignatureSettings settings) {
    this.authenticator = authenticator;
    this.settings = settings;
  }

  @Override
  public int getOrder() {
    return ServerFilterPhase.SECURITY.order();
  }

  @RequestFilter
  void identify(HttpRequest<?> request) {
    if (!settings.isOpen(request.getPath()) && !isOpen(request)) {
      authenticator.authenticate(request).attachTo(request);
    }
  }

  private static boolean isOpen(HttpRequest<?> request) {
    RouteInfo<?> route = RouteAttributes.getRouteInfo(request).orElse(null);
    return route != null && route.getAnnotationMetadata().hasAnnotation(Open.class);
  }
}
