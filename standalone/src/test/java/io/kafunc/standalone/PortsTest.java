// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PortsTest {

  private static final String HOST = "127.0.0.1";

  @Test
  void refusesAPortInUse() throws IOException {
    try (ServerSocket held = new ServerSocket(0, 1, InetAddress.ofLiteral(HOST))) {
      Map<String, Object> flags =
          Map.of("kafunc.port", Integer.toString(held.getLocalPort()), "kafunc.host", HOST);
      Settings settings = Settings.of(flags, Map.of(), Optional.empty());
      assertThatThrownBy(() -> Ports.require(settings))
          .isInstanceOf(StartRefusedException.class)
          .hasMessageContaining("Port " + held.getLocalPort())
          .hasMessageContaining("--port");
    }
  }

  @Test
  void findsTheNextFreePort() throws IOException {
    try (ServerSocket held = new ServerSocket(0, 1, InetAddress.ofLiteral(HOST))) {
      assertThat(Ports.nextFree(HOST, held.getLocalPort())).isGreaterThan(held.getLocalPort());
    }
  }
}
