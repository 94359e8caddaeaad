// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.httpapi.server;

import io.kafunc.httpapi.FcHeaders;
import io.netty.handler.codec.http.HttpRequest;

/** How large the body of a request may be. Pure. */
final class BodyLimit {

  static long of(HttpRequest request, ServerSettings settings) {
    String uri = request.uri();
    int query = uri.indexOf('?');
    String path = query < 0 ? uri : uri.substring(0, query);
    return switch (BodyKind.of(request.method().name(), path)) {
      case OBJECT -> settings.maxObject();
      case CALL -> call(request, settings);
      case CODE -> settings.maxCodeBody();
      case OTHER -> settings.maxBody();
    };
  }

  private static long call(HttpRequest request, ServerSettings settings) {
    boolean async = "Async".equals(request.headers().get(FcHeaders.INVOCATION_TYPE));
    return async ? settings.maxAsyncPayload() : settings.maxSyncPayload();
  }

  private BodyLimit() {}
}
