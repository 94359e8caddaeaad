// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.httpapi.signature;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.server.netty.NettyHttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads the {@link Signature} of a request, and knows the variants that clients sign: the decoded
 * path or the raw one, and for HTTP triggers {@code key=} for {@code key} or the reverse.
 */
final class Signatures {

  static Signature of(HttpRequest<?> request) {
    return Signature.of(
        request.getMethodName(),
        request.getPath(),
        request.getUri().getRawQuery(),
        headers(request));
  }

  static Signature ofTrigger(HttpRequest<?> request) {
    return ofTrigger(request, request.getUri().getRawQuery());
  }

  /**
   * @param rawQuery as much of the query as was signed
   */
  static Signature ofTrigger(HttpRequest<?> request, String rawQuery) {
    return Signature.ofTrigger(
        request.getMethodName(), request.getPath(), rawQuery, headers(request));
  }

  /** The plain form first: nearly every request needs no second HMAC. */
  static boolean anyMatches(
      Signature signature, HttpRequest<?> request, Credentials credentials, String claimed) {
    if (signature.matches(credentials, claimed)) {
      return true;
    }
    String decoded = signature.resource();
    List<String> others = new ArrayList<>(3);
    int query = decoded.indexOf('\n');
    if (query < 0) {
      others.add(request.getPath());
    } else {
      String lines = decoded.substring(query);
      others.add(request.getPath() + lines);
      others.add(decoded.substring(0, query) + Signature.bareEmptyValues(lines));
      others.add(decoded.substring(0, query) + Signature.explicitEmptyValues(lines));
    }
    return others.stream()
        .filter(other -> !other.equals(decoded))
        .anyMatch(other -> signature.forResource(other).matches(credentials, claimed));
  }

  private static Iterable<Map.Entry<String, String>> headers(HttpRequest<?> request) {
    if (request instanceof NettyHttpRequest<?> netty) {
      return netty.getNativeRequest().headers();
    }
    List<Map.Entry<String, String>> headers = new ArrayList<>();
    request
        .getHeaders()
        .forEach((name, values) -> values.forEach(v -> headers.add(Map.entry(name, v))));
    return headers;
  }

  private Signatures() {}
}
