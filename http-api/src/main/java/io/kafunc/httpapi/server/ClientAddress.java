// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.httpapi.server;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import java.net.InetAddress;

/** Whom we are called by, as a function is told it. Pure. */
public final class ClientAddress {

  /** What proxies put down, and we where we forward. */
  public static final String FORWARDED_FOR = "X-Forwarded-For";

  /** The address of whoever sent this request. */
  public static String of(HttpRequest<?> request) {
    return of(request.getRemoteAddress().getAddress(), request.getHeaders().get(FORWARDED_FOR));
  }

  /**
   * The peer, but where that is a neighbour of ours (this machine, a private network) it may be a
   * proxy, and then the last address it has put down is the one it saw.
   *
   * @param forwardedFor the header {@code X-Forwarded-For}
   */
  static String of(InetAddress peer, @Nullable String forwardedFor) {
    boolean neighbour = peer.isLoopbackAddress() || peer.isSiteLocalAddress();
    if (!neighbour || forwardedFor == null) {
      return peer.getHostAddress();
    }
    String last = forwardedFor.substring(forwardedFor.lastIndexOf(',') + 1).strip();
    return last.isEmpty() ? peer.getHostAddress() : last;
  }

  private ClientAddress() {}
}
