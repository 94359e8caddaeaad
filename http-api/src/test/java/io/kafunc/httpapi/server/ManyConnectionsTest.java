// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.httpapi.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import io.kafunc.httpapi.testing.TestServer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ManyConnectionsTest {

  private static final int CLIENTS = 10_000;

  @Test
  void tenThousandWhoSayNothingAreInNobodysWayAndClosedWhenTheirTimeIsOver() throws IOException {
    // given
    var system = (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    assumeTrue(
        system.getMaxFileDescriptorCount() > CLIENTS + 1_000, "a connection is an open file");
    try (var server = TestServer.start(Map.of("kafunc.http.first-request-timeout", "8s"));
        var clients = SilentClients.start(server.port(), CLIENTS)) {
      // when
      assertThat(clients.said()).isEqualTo("connected");
      // then
      for (int i = 0; i < 100; i++) {
        var answer = server.http().send("GET", "/2016-08-15/services/a", null);
        assertThat(answer.status()).isEqualTo(200);
      }
      assertThat(clients.said()).isEqualTo("closed");
    }
  }
}
