// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.httpapi.server;

import io.kafunc.httpapi.FcHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;

/** How large the body of a request may be, by what FC's path says it is. Pure. */
final class BodyLimit {

  private static final String API = "/2016-08-15/";

  static long of(HttpRequest request, ServerSettings settings) {
    String uri = request.uri();
    int query = uri.indexOf('?');
    String path = query < 0 ? uri : uri.substring(0, query);
    if (path.startsWith(ObjectDoor.PATH)) {
      return settings.maxObject();
    }
    if (!path.startsWith(API)) {
      // A custom domain's path is the function's own, so anything outside the API may be a call.
      return path.startsWith("/kafunc/") ? settings.maxBody() : call(request, settings);
    }
    if (path.startsWith("proxy/", API.length()) || path.endsWith("/invocations")) {
      return call(request, settings);
    }
    return carriesCode(request.method(), path) ? settings.maxCodeBody() : settings.maxBody();
  }

  private static long call(HttpRequest request, ServerSettings settings) {
    boolean async = "Async".equals(request.headers().get(FcHeaders.INVOCATION_TYPE));
    return async ? settings.maxAsyncPayload() : settings.maxSyncPayload();
  }

  private static boolean carriesCode(HttpMethod method, String path) {
    if (!HttpMethod.POST.equals(method) && !HttpMethod.PUT.equals(method)) {
      return false;
    }
    String[] parts = path.substring(API.length()).split("/");
    boolean function = parts.length >= 3 && parts.length <= 4 && parts[2].equals("functions");
    boolean layer = parts.length == 3 && parts[0].equals("layers") && parts[2].equals("versions");
    return parts[0].equals("services") && function || layer;
  }

  private BodyLimit() {}
}
