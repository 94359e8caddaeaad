// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.httpapi.server;

import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.ServerHttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.body.AvailableByteBody;
import io.micronaut.http.body.ByteBody.SplitBackpressureMode;
import io.micronaut.http.filter.ServerFilterPhase;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Has a change wait for the end of its body even where nobody reads it, such as a deletion's: what
 * a client broke off is not carried out. Whoever takes calls, code or objects reads them to their
 * end by itself. Runs on event loops.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class WholeBodyFilter implements Ordered {

  /** Behind the signature: nobody unknown is listened to. */
  @Override
  public int getOrder() {
    return ServerFilterPhase.SECURITY.after();
  }

  @RequestFilter
  CompletionStage<HttpRequest<?>> await(HttpRequest<?> request) {
    if (!isChange(request)
        || !(request instanceof ServerHttpRequest<?> arriving)
        || arriving.byteBody() instanceof AvailableByteBody) {
      return CompletableFuture.completedStage(request);
    }
    return arriving
        .byteBody()
        .split(SplitBackpressureMode.FASTEST)
        .buffer()
        .thenApply(
            whole -> {
              whole.close();
              return request;
            });
  }

  private static boolean isChange(HttpRequest<?> request) {
    return switch (request.getMethod()) {
      case GET, HEAD, OPTIONS, TRACE -> false;
      default ->
          BodyKind.of(request.getMethodName(), request.getUri().getRawPath()) == BodyKind.OTHER;
    };
  }
}
