// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.httpapi.server;

import static io.kafunc.httpapi.ErrorCode.PATH_NOT_SUPPORTED;

import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.filter.ServerFilterPhase;

/**
 * Refuses {@code HEAD}, which FC's API does not have and the router gives to each {@code GET}.
 * Functions behind HTTP triggers get theirs. Runs on event loops.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class HeadFilter implements Ordered {

  private static final String API = "/2016-08-15/";
  private static final String HTTP_TRIGGER = API + "proxy/";

  /** Behind the signature. */
  @Override
  public int getOrder() {
    return ServerFilterPhase.SECURITY.after();
  }

  @RequestFilter
  void refuse(HttpRequest<?> request) {
    if (request.getMethod() == HttpMethod.HEAD && isOfApi(request.getPath())) {
      throw PATH_NOT_SUPPORTED.with(request.getMethodName(), request.getPath()).exception();
    }
  }

  private static boolean isOfApi(String path) {
    return path.startsWith(API) && !path.startsWith(HTTP_TRIGGER);
  }
}
