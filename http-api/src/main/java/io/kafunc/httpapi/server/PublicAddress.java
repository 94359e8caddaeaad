// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.httpapi.server;

import io.micronaut.http.HttpRequest;
import java.util.Optional;

/**
 * Where a caller reaches us, as URLs in answers must name it: the host that was asked, and the port
 * the request came in at. The vendor's Node client leaves the port out of {@code Host}, so that
 * what is missing there is taken from the proxy ({@code X-Forwarded-Port}) or from the connection.
 */
public final class PublicAddress {

  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  private PublicAddress() {}

  /** The beginning of a URL, such as {@code http://127.0.0.1:8080}. */
  public static String of(HttpRequest<?> request) {
    var scheme =
        forwarded(request, "X-Forwarded-Proto")
            .filter(proto -> proto.equals("http") || proto.equals("https"))
            .orElse(request.isSecure() ? "https" : "http");
    var host = request.getHeaders().get("Host");
    if (host == null) {
      host = request.getServerAddress().getHostString();
    }
    return scheme + "://" + host + (hasPort(host) ? "" : port(request, scheme));
  }

  private static String port(HttpRequest<?> request, String scheme) {
    int port =
        forwarded(request, "X-Forwarded-Port")
            .filter(text -> text.matches("[0-9]{1,5}"))
            .map(Integer::parseInt)
            .orElse(request.getServerAddress().getPort());
    return port == (scheme.equals("https") ? HTTPS : HTTP) ? "" : ":" + port;
  }

  /** An IPv6 address has colons of its own, inside brackets. */
  private static boolean hasPort(String host) {
    return host.lastIndexOf(':') > host.lastIndexOf(']');
  }

  private static Optional<String> forwarded(HttpRequest<?> request, String name) {
    return Optional.ofNullable(request.getHeaders().get(name));
  }
}
