// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.http;

import io.kafunc.invoker.catalog.HttpTrigger;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;

/**
 * Which other sites' pages may call: all, as with Function Compute, but where the function itself
 * says otherwise. Pure.
 */
final class Cors {

  private static final String OPTIONS = "OPTIONS";
  private static final String MAX_AGE_SECONDS = "3600";
  private static final String EXPOSED = "Date,X-Fc-Request-Id,X-Fc-Error-Type";

  /**
   * Whether a browser asks for leave. It cannot sign that, so only a trigger that names {@code
   * OPTIONS} and wants no signature has the question put to its function.
   */
  static boolean answers(HttpRequest<?> request, HttpTrigger trigger) {
    return request.getMethodName().equals(OPTIONS)
        && request.getHeaders().contains(HttpHeaders.ORIGIN)
        && request.getHeaders().contains(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD)
        && (trigger.signed() || !trigger.methods().contains(OPTIONS));
  }

  static HttpResponse<?> leave(HttpRequest<?> request, HttpTrigger trigger) {
    var headers = request.getHeaders();
    var answer =
        HttpResponse.noContent()
            .header(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, headers.get(HttpHeaders.ORIGIN))
            .header(HttpHeaders.ACCESS_CONTROL_ALLOW_CREDENTIALS, "true")
            .header(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, String.join(",", trigger.methods()))
            .header(HttpHeaders.ACCESS_CONTROL_MAX_AGE, MAX_AGE_SECONDS)
            .header(HttpHeaders.VARY, HttpHeaders.ORIGIN);
    String asked = headers.get(HttpHeaders.ACCESS_CONTROL_REQUEST_HEADERS);
    return asked == null ? answer : answer.header(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, asked);
  }

  /** Lets the page that asked read the answer, unless the function has said who may. */
  static void permit(HttpRequest<?> request, MutableHttpResponse<?> response) {
    String origin = request.getHeaders().get(HttpHeaders.ORIGIN);
    if (origin != null
        && !response.getHeaders().contains(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN)) {
      response
          .header(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin)
          .header(HttpHeaders.ACCESS_CONTROL_ALLOW_CREDENTIALS, "true")
          .header(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED)
          .header(HttpHeaders.VARY, HttpHeaders.ORIGIN);
    }
  }

  private Cors() {}
}
