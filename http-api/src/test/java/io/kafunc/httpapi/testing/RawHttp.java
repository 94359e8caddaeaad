// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.httpapi.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** Speaks HTTP by hand, so that requests no client library would send can be sent. */
public final class RawHttp {

  private static final int PATIENCE_MILLIS = 10_000;

  private final int port;

  RawHttp(int port) {
    this.port = port;
  }

  /** One answer as it came: names of headers in their own spelling. */
  public record Answer(int status, String reason, Map<String, String> headers, String body) {

    public String requestId() {
      return headers.getOrDefault("X-Fc-Request-Id", "");
    }
  }

  public static String basic() {
    String pair = TestServer.KEY + ":" + TestServer.SECRET;
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
  }

  /** A request with Basic authorization. */
  public Answer send(String method, String target, String body, String... headers)
      throws IOException {
    StringBuilder text =
        new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n");
    text.append("Authorization: ").append(basic()).append("\r\n");
    for (String header : headers) {
      text.append(header).append("\r\n");
    }
    byte[] bytes = body == null ? new byte[0] : body.getBytes(UTF_8);
    if (body != null) {
      text.append("Content-Length: ").append(bytes.length).append("\r\n");
    }
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.writeBytes(text.append("\r\n").toString().getBytes(ISO_8859_1));
    request.writeBytes(bytes);
    return raw(request.toByteArray());
  }

  /** Sends these bytes and reads one answer; fails when none comes. */
  public Answer raw(byte[] bytes) throws IOException {
    try (Socket socket = connect()) {
      OutputStream out = socket.getOutputStream();
      out.write(bytes);
      out.flush();
      return read(socket.getInputStream());
    }
  }

  public Answer raw(String text) throws IOException {
    return raw(text.getBytes(ISO_8859_1));
  }

  public Socket connect() throws IOException {
    Socket socket = new Socket("127.0.0.1", port);
    socket.setSoTimeout(PATIENCE_MILLIS);
    return socket;
  }

  public static Answer read(InputStream in) throws IOException {
    String[] status = line(in).split(" ", 3);
    Map<String, String> headers = new LinkedHashMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.put(line.substring(0, colon), line.substring(colon + 1).strip());
    }
    int length = Integer.parseInt(headers.getOrDefault("Content-Length", "0"));
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new IOException("answer was cut off");
    }
    return new Answer(
        Integer.parseInt(status[1]),
        status.length > 2 ? status[2] : "",
        headers,
        new String(body, UTF_8));
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new IOException("connection closed after '" + line + "'");
      }
      if (b != '\r') {
        line.write(b);
      }
    }
    return line.toString(ISO_8859_1);
  }
}
