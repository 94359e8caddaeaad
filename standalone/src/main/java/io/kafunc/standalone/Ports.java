// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.standalone;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Finds out, before anything is started, whether the port can be had. */
final class Ports {

  private static final int TRIED = 100;

  private Ports() {}

  static boolean isFree(String host, int port) {
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(host, port));
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  static void require(Settings settings) {
    if (!isFree(settings.host(), settings.port())) {
      throw new StartRefusedException(
          "Port "
              + settings.port()
              + " on "
              + settings.host()
              + " is in use or may not be opened. End what holds it, or name another with --port"
              + " or KAFUNC_PORT.");
    }
  }

  /** The first free port from the asked one upwards. */
  static int nextFree(String host, int asked) {
    for (int port = asked; port < asked + TRIED && port <= 65535; port++) {
      if (isFree(host, port)) {
        return port;
      }
    }
    throw new StartRefusedException("No port from " + asked + " on is free on " + host + ".");
  }
}
