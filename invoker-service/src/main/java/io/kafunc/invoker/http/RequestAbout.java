// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.http;

import io.kafunc.httpapi.server.ClientAddress;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a function is told of a request (contract 5.1), in the words of its runtime. Pure. */
final class RequestAbout {

  static Map<String, Object> of(HttpRequest<?> request, String path, boolean signed) {
    String came = request.getUri().toString();
    String target = signed ? Query.withoutProof(came) : came;
    String host = request.getHeaders().get(HttpHeaders.HOST);
    var about = new LinkedHashMap<String, Object>();
    about.put("method", request.getMethodName());
    about.put("path", path);
    about.put("requestURI", target);
    about.put("clientIP", ClientAddress.of(request));
    about.put("host", host == null ? "" : host);
    about.put("queriesMap", Query.of(URI.create(target).getRawQuery()));
    about.put("headersMap", headers(request, signed));
    return about;
  }

  /** One entry a name, however often and in whatever case it came. */
  private static Map<String, List<String>> headers(HttpRequest<?> request, boolean signed) {
    var headers = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
    for (String name : request.getHeaders().names()) {
      if (HeaderPolicy.passesToFunction(name, signed)) {
        headers.putIfAbsent(name, request.getHeaders().getAll(name));
      }
    }
    return headers;
  }

  private RequestAbout() {}
}
