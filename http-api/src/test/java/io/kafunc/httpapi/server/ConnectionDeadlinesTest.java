// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.httpapi.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.kafunc.httpapi.testing.RawHttp;
import io.kafunc.httpapi.testing.TestServer;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Connections that hold a place and do nothing else. */
class ConnectionDeadlinesTest {

  private static TestServer server;

  @BeforeAll
  static void start() {
    server =
        TestServer.start(
            Map.of(
                "kafunc.http.first-request-timeout", "300ms",
                "kafunc.http.idle-timeout", "300ms",
                "kafunc.http.stall-timeout", "300ms",
                "kafunc.http.min-body-rate", "1000000"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void closesWhoSaysNothing() throws IOException {
    try (Socket socket = server.http().connect()) {
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void closesWhoseHeadersNeverEnd() throws IOException {
    try (Socket socket = server.http().connect()) {
      socket.getOutputStream().write("GET / HTTP/1.1\r\n".getBytes(ISO_8859_1));

      assertThat(closesWhileItTrickles(socket, "X-A: b\r\n")).isTrue();
    }
  }

  @Test
  void closesWhoseBodyTrickles() throws IOException {
    try (Socket socket = server.http().connect()) {
      String head =
          "POST /2016-08-15/services HTTP/1.1\r\nHost: a\r\nAuthorization: "
              + RawHttp.basic()
              + "\r\nContent-Length: 100000\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(ISO_8859_1));

      assertThat(closesWhileItTrickles(socket, "a")).isTrue();
    }
  }

  @Test
  void closesAfterTheAnswerWhenNoOtherRequestComes() throws IOException {
    try (Socket socket = server.http().connect()) {
      String request =
          "GET /2016-08-15/services/a HTTP/1.1\r\nHost: a\r\nAuthorization: "
              + RawHttp.basic()
              + "\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));

      assertThat(RawHttp.read(socket.getInputStream()).status()).isEqualTo(200);
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }

  private static boolean closesWhileItTrickles(Socket socket, String drop) {
    Awaitility.await()
        .pollInterval(java.time.Duration.ofMillis(50))
        .until(
            () -> {
              try {
                socket.getOutputStream().write(drop.getBytes(ISO_8859_1));
                return false;
              } catch (SocketException _) {
                return true;
              }
            });
    return true;
  }
}
