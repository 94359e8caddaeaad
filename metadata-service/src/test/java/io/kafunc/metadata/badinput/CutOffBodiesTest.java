// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.badinput;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kafunc.metadata.api.MetadataServer;
import io.kafunc.metadata.badinput.FuzzedRequests.Request;
import io.kafunc.metadata.write.AccountHandler;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A change whose body does not come to its end has not been asked for. */
class CutOffBodiesTest {

  private static final Set<String> READS = Set.of("GET", "HEAD");

  @TempDir static Path data;
  private static MetadataServer server;

  @BeforeAll
  static void start() {
    server = MetadataServer.inMemory(data);
    Operations.furnish(server, "s");
    Operations.furnish(server);
    server.put("/kafunc/objects/kept", null);
    server.put("/kafunc/objects/kept/object", "{}");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  static Stream<Operation> changes() {
    return Operations.ALL.stream().filter(operation -> !READS.contains(operation.method()));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void changesNothing(Operation change) throws IOException {
    var body = change.hasBody() ? change.good() : "{}";
    for (var rest :
        List.of(
            "Content-Length: " + (body.length() + 1) + "\r\n\r\n" + body,
            "Transfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n".formatted(body.length(), body))) {
      // given
      long end = end();
      // when
      var answer = send(change.method() + " /2016-08-15" + change.target(), rest);
      // then
      assertThat(answer).as(rest).isEmpty();
      server.put("/services/s", "{}");
      assertThat(end()).as(rest).isEqualTo(end + 1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PUT /kafunc/objects/cut-off",
        "PUT /kafunc/objects/kept/new",
        "PUT /kafunc/objects/kept/object",
        "DELETE /kafunc/objects/kept/object"
      })
  void changesNoObject(String request) throws IOException {
    // given
    var before = objects();
    // when
    var answer = send(request, "Content-Length: 10\r\n\r\nhalf");
    // then
    assertThat(answer).isEmpty();
    assertThat(objects()).isEqualTo(before);
  }

  private static List<String> objects() {
    return Stream.of("/kafunc/objects", "/kafunc/objects/kept", "/kafunc/objects/kept/object")
        .map(path -> server.get(path).text())
        .toList();
  }

  private static Stream<Wire.Answer> send(String request, String rest) throws IOException {
    var head =
        "%s HTTP/1.1\r\nHost: localhost\r\nAuthorization: %s\r\n"
            .formatted(request, FuzzedRequests.KEY);
    var wire = new Wire(server.uri("/").getPort());
    try {
      return wire.exchange(new Request((head + rest).getBytes(UTF_8), false, false, true)).stream();
    } finally {
      wire.close();
    }
  }

  private static long end() {
    return server.bean(AccountHandler.class).tail().position();
  }
}
