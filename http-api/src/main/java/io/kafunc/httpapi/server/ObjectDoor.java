// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.httpapi.server;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import java.util.Locale;
import java.util.Optional;

/**
 * Knows requests in the vendor's object-store protocol and leads them to where objects are. Its
 * clients have no path of ours before the bucket or the key: they name the bucket in the host, or
 * first in the path, and are known by that host or by their signature. Pure.
 */
final class ObjectDoor {

  static final String PATH = "/kafunc/objects";

  private static final String VENDOR = ".aliyuncs.com";
  private static final String FUNCTIONS = ".fc";

  /** The target to route by; the same when it is no such request. */
  static String routed(HttpRequest request, String uri, String objectHost) {
    boolean signed = isSigned(request, uri);
    var bucket = bucket(request.headers().get(HttpHeaderNames.HOST), objectHost, signed);
    if (bucket.isPresent()) {
      return PATH + (bucket.get().isEmpty() ? "" : "/" + bucket.get()) + uri;
    }
    return signed && !uri.startsWith(PATH) ? PATH + uri : uri;
  }

  private static boolean isSigned(HttpRequest request, String uri) {
    String authorization = request.headers().get(HttpHeaderNames.AUTHORIZATION);
    if (authorization != null) {
      return authorization.startsWith("OSS ") || authorization.startsWith("OSS4-");
    }
    int query = uri.indexOf('?');
    return query >= 0
        && uri.indexOf("OSSAccessKeyId=", query) > 0
        && uri.indexOf("Signature=", query) > 0;
  }

  /** The bucket in the host, empty where the host names none; absent for other hosts. */
  private static Optional<String> bucket(String header, String objectHost, boolean signed) {
    if (header == null) {
      return Optional.empty();
    }
    int colon = header.lastIndexOf(':');
    String host = (colon < 0 ? header : header.substring(0, colon)).toLowerCase(Locale.ROOT);
    if (host.equals(objectHost)) {
      return Optional.of("");
    }
    if (host.endsWith("." + objectHost)) {
      return Optional.of(host.substring(0, host.length() - objectHost.length() - 1));
    }
    if (!host.endsWith(VENDOR)) {
      return Optional.empty();
    }
    String names = host.substring(0, host.length() - VENDOR.length());
    int dot = names.lastIndexOf('.');
    boolean isStore = names.startsWith("oss", dot + 1) || signed && !names.endsWith(FUNCTIONS);
    return isStore ? Optional.of(dot < 0 ? "" : names.substring(0, dot)) : Optional.empty();
  }

  private ObjectDoor() {}
}
