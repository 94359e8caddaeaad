// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.conformance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/**
 * One connection of a client that decides for itself what it writes and when: any host, any method,
 * half a body. Reads whole answers or their pieces as they come.
 */
final class Wire implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 30_000;

  private final Socket socket;
  private final InputStream in;

  private Wire(Socket socket) throws IOException {
    this.socket = socket;
    this.in = socket.getInputStream();
  }

  /** An answer as it came. */
  record Answer(int status, TreeMap<String, List<String>> headers, byte[] body) {

    String header(String name) {
      return headers.containsKey(name) ? headers.get(name).getFirst() : null;
    }

    String text() {
      return new String(body, UTF_8);
    }
  }

  static Wire to(URI endpoint) {
    try {
      var socket = new Socket(endpoint.getHost(), endpoint.getPort());
      socket.setSoTimeout(PATIENCE_MILLIS);
      return new Wire(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Request line and headers in lines, then the body, on a connection of its own. */
  static Answer exchange(URI endpoint, String head, byte[] body) {
    try (var wire = to(endpoint)) {
      wire.send(head + "\nContent-Length: " + body.length + "\n\n");
      wire.send(body);
      return wire.answer(head.startsWith("HEAD"));
    }
  }

  static Answer exchange(URI endpoint, String head) {
    return exchange(endpoint, head, new byte[0]);
  }

  Wire send(String text) {
    return send(text.replace("\n", "\r\n").getBytes(ISO_8859_1));
  }

  Wire send(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A piece of a chunked body; an empty one ends it. */
  Wire chunk(String text) {
    return send(Integer.toHexString(text.length()) + "\n" + text + "\n");
  }

  Answer answer() {
    return answer(false);
  }

  /** The answer's head alone; its body is left for {@link #piece}. */
  Answer head() {
    try {
      int status = Integer.parseInt(line().split(" ")[1]);
      var headers = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
      for (String line = line(); !line.isEmpty(); line = line()) {
        int colon = line.indexOf(':');
        headers.merge(
            line.substring(0, colon).toLowerCase(Locale.ROOT),
            List.of(line.substring(colon + 1).strip()),
            (a, b) -> List.of(a.getFirst(), b.getFirst()));
      }
      return new Answer(status, headers, new byte[0]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next chunk of a body; the last is empty. Fails when the connection ends before that. */
  String piece() {
    try {
      return new String(chunk(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Answer answer(boolean bodyless) {
    var head = head();
    if (bodyless || head.status() == 204 || head.status() == 304) {
      return head;
    }
    try {
      return new Answer(head.status(), head.headers(), body(head));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] body(Answer head) throws IOException {
    if ("chunked".equals(head.header("Transfer-Encoding"))) {
      var body = new ByteArrayOutputStream();
      for (byte[] chunk = chunk(); chunk.length > 0; chunk = chunk()) {
        body.writeBytes(chunk);
      }
      return body.toByteArray();
    }
    int length = Integer.parseInt(head.header("Content-Length"));
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new IOException("the answer was cut off");
    }
    return body;
  }

  private byte[] chunk() throws IOException {
    int length = Integer.parseInt(line(), 16);
    byte[] chunk = in.readNBytes(length);
    line();
    return chunk;
  }

  private String line() throws IOException {
    var line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new IOException("the connection ended after '" + line + "'");
      }
      if (b != '\r') {
        line.write(b);
      }
    }
    return line.toString(ISO_8859_1);
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
