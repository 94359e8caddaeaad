// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.httpapi;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.kafunc.httpapi.testing.RawHttp;
import io.kafunc.httpapi.testing.RawHttp.Answer;
import io.kafunc.httpapi.testing.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that are too large, cut off or never end, over real connections. */
class WireBodyTest {

  private static final String UUID_7 =
      "[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}";

  private static TestServer server;
  private static RawHttp http;

  @BeforeAll
  static void start() {
    server = TestServer.start(Map.of("kafunc.http.stall-timeout", "1s"));
    http = server.http();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void refusesBodiesBeyondTheirLimitAtOnce() throws IOException {
    Answer announced =
        http.raw(
            "POST /2016-08-15/services/a/functions/f/invocations HTTP/1.1\r\nHost: a\r\nAuthorization: "
                + RawHttp.basic()
                + "\r\nContent-Length: 1000000000\r\n\r\nabc");
    Answer whole =
        http.send("POST", "/2016-08-15/services/a/functions/f/invocations", "a".repeat(6_291_457));
    Answer async =
        http.send(
            "POST",
            "/2016-08-15/services/a/functions/f/invocations",
            "a".repeat(131_073),
            "X-Fc-Invocation-Type: Async");

    assertRefused(
        announced,
        400,
        "EntityTooLarge",
        "payload size exceeds maximum allowed size (6291456 bytes)");
    assertRefused(
        whole, 400, "EntityTooLarge", "payload size exceeds maximum allowed size (6291456 bytes)");
    assertRefused(
        async, 400, "EntityTooLarge", "payload size exceeds maximum allowed size (131072 bytes)");
  }

  @Test
  void takesABodyOfExactlyTheLimit() throws IOException {
    Answer answer =
        http.send("POST", "/2016-08-15/services/a/functions/f/invocations", "a".repeat(6_291_456));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).hasSize(6_291_456);
  }

  @Test
  void refusesChunksWithoutEnd() throws IOException {
    try (Socket socket = http.connect()) {
      var out = socket.getOutputStream();
      out.write(chunkedPost("/2016-08-15/services").getBytes(StandardCharsets.ISO_8859_1));
      byte[] chunk =
          ("10000\r\n" + "a".repeat(0x10000) + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
      for (int i = 0; i < 20; i++) {
        out.write(chunk);
      }
      out.flush();

      assertRefused(
          RawHttp.read(socket.getInputStream()),
          400,
          "EntityTooLarge",
          "payload size exceeds maximum allowed size (1048576 bytes)");
    }
  }

  /** The answer comes long before the end, most of which is never read. */
  @ParameterizedTest
  @ValueSource(strings = {"Transfer-Encoding: chunked", "Content-Length: 1073741824"})
  void aGigabyteIsRefusedEarlyAndHeldNowhere(String length) throws Exception {
    // given
    byte[] piece = ("100000\r\n" + "a".repeat(1 << 20) + "\r\n").getBytes(ISO_8859_1);
    long before = heldMegabytes();
    // when
    try (Socket socket = http.connect()) {
      var answer = CompletableFuture.supplyAsync(() -> answerOf(socket));
      long sent = 0;
      try {
        var out = socket.getOutputStream();
        out.write(invocation(length).getBytes(ISO_8859_1));
        for (; sent < 1 << 30; sent += piece.length) {
          out.write(piece);
        }
      } catch (SocketException closed) {
        // Enough was read.
      }
      // then
      assertRefused(
          answer.get(10, TimeUnit.SECONDS),
          400,
          "EntityTooLarge",
          "payload size exceeds maximum allowed size (6291456 bytes)");
      assertThat(sent >> 20).isLessThan(100);
      assertThat(heldMegabytes() - before).isLessThan(16);
    }
  }

  @Test
  void refusesAnAnnouncedBodyBeforeItIsSent() throws IOException {
    Answer answer =
        http.raw(
            "POST /2016-08-15/services HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nAuthorization: "
                + RawHttp.basic()
                + "\r\nContent-Length: 2000000\r\n\r\n");

    assertThat(answer.status()).isIn(100, 400);
  }

  @Test
  void refusesAnUnsignedStreamWithoutReadingItAll() throws IOException {
    try (Socket socket = http.connect()) {
      socket
          .getOutputStream()
          .write(
              "POST /2016-08-15/services HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n"
                  .getBytes(StandardCharsets.ISO_8859_1));

      assertRefused(
          RawHttp.read(socket.getInputStream()),
          400,
          "MissingRequiredHeader",
          "required HTTP header Authorization was not specified");
    }
  }

  @Test
  void answersPipelinedRequestsInOrder() throws IOException {
    String head = " HTTP/1.1\r\nHost: a\r\nAuthorization: " + RawHttp.basic() + "\r\n";
    try (Socket socket = http.connect()) {
      socket
          .getOutputStream()
          .write(
              ("GET /2016-08-15/services/a"
                      + head
                      + "\r\nPOST /2016-08-15/services"
                      + head
                      + "Content-Length: 1\r\n\r\n{GET /%00"
                      + head
                      + "\r\n")
                  .getBytes(StandardCharsets.ISO_8859_1));
      InputStream in = socket.getInputStream();

      assertThat(RawHttp.read(in).status()).isEqualTo(200);
      assertThat(RawHttp.read(in).body()).contains("not valid JSON");
      assertThat(RawHttp.read(in).body()).contains("request path is malformed");
    }
  }

  @Test
  void refusesGarbageBetweenChunksAndEndsTheConnection() throws IOException {
    for (String path : new String[] {"/2016-08-15/services", "/2016-08-15/bound/services"}) {
      try (Socket socket = http.connect()) {
        socket
            .getOutputStream()
            .write(
                (chunkedPost(path) + "5\r\n{\"a\":\r\nzz\r\n")
                    .getBytes(StandardCharsets.ISO_8859_1));
        InputStream in = socket.getInputStream();

        assertRefused(RawHttp.read(in), 400, "InvalidArgument", "request body is malformed");
        assertThat(in.read()).isEqualTo(-1);
      }
    }
  }

  @Test
  void closesOnBodiesThatStop() throws IOException {
    try (Socket socket = http.connect()) {
      socket
          .getOutputStream()
          .write(
              ("POST /2016-08-15/services HTTP/1.1\r\nHost: a\r\nAuthorization: "
                      + RawHttp.basic()
                      + "\r\nContent-Length: 100\r\n\r\n{")
                  .getBytes(StandardCharsets.ISO_8859_1));

      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void keepsTheConnectionAfterARefusal() throws IOException {
    try (Socket socket = http.connect()) {
      String request =
          "POST /2016-08-15/services HTTP/1.1\r\nHost: a\r\nAuthorization: "
              + RawHttp.basic()
              + "\r\nContent-Length: 1\r\n\r\n{";
      InputStream in = socket.getInputStream();
      for (int i = 0; i < 3; i++) {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        assertThat(RawHttp.read(in).status()).isEqualTo(400);
      }
    }
  }

  private static String invocation(String length) {
    return "POST /2016-08-15/services/a/functions/f/invocations HTTP/1.1\r\nHost: a\r\nAuthorization: "
        + RawHttp.basic()
        + "\r\n"
        + length
        + "\r\n\r\n";
  }

  private static Answer answerOf(Socket socket) {
    try {
      return RawHttp.read(socket.getInputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The heap after a collection, and buffers outside of it. */
  private static long heldMegabytes() {
    System.gc();
    long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    long outside =
        ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
            .mapToLong(BufferPoolMXBean::getMemoryUsed)
            .sum();
    return heap + outside >> 20;
  }

  private static String chunkedPost(String path) {
    return "POST "
        + path
        + " HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nAuthorization: "
        + RawHttp.basic()
        + "\r\nTransfer-Encoding: chunked\r\n\r\n";
  }

  private static void assertRefused(Answer answer, int status, String code, String message) {
    assertWellFormed(answer);
    assertThat(answer.body())
        .isEqualTo("{\"ErrorCode\":\"" + code + "\",\"ErrorMessage\":\"" + message + "\"}");
    assertThat(answer.status()).isEqualTo(status);
  }

  private static void assertWellFormed(Answer answer) {
    assertThat(answer.requestId()).matches(UUID_7);
    assertThat(answer.headers())
        .containsEntry("Content-Type", "application/json")
        .containsKey("Date");
    assertThat(answer.body())
        .startsWith("{\"ErrorCode\":\"")
        .contains("\",\"ErrorMessage\":\"")
        .endsWith("\"}");
  }
}
