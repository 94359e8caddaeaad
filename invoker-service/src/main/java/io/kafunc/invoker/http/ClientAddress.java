// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.http;

import io.micronaut.core.annotation.Nullable;
import java.net.InetAddress;

/** Whom a function is told it is called by. Pure. */
final class ClientAddress {

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
