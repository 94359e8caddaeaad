// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.badinput;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A caller that sends any bytes; one connection as long as it holds. For one thread. */
final class Wire {

  private static final int PATIENCE_MILLIS = 20_000;

  private final int port;
  private Socket socket;
  private InputStream in;

  Wire(int port) {
    this.port = port;
  }

  /** An answer, the names of its headers in small letters. */
  record Answer(int status, Map<String, String> headers, byte[] body) {

    @Override
    public String toString() {
      return status + " " + headers + " " + new String(body, UTF_8);
    }
  }

  /** The answer; none where the request was cut off and the server closed in turn. */
  Optional<Answer> exchange(FuzzedRequests.Request request) throws IOException {
    boolean isReused = socket != null;
    try {
      return onOneConnection(request);
    } catch (ClosedBefore fault) {
      if (isReused) {
        // what came before made it unfit; any client tries on another
        return onOneConnection(request);
      }
      throw fault;
    }
  }

  private static final class ClosedBefore extends IOException {}

  private Optional<Answer> onOneConnection(FuzzedRequests.Request request) throws IOException {
    if (socket == null) {
      socket = new Socket("127.0.0.1", port);
      socket.setSoTimeout(PATIENCE_MILLIS);
      in = new BufferedInputStream(socket.getInputStream());
    }
    try {
      socket.getOutputStream().write(request.bytes());
      if (request.isCutOff()) {
        socket.shutdownOutput();
      }
    } catch (IOException _) {
      // refused before it was sent to its end: the answer is there
    }
    try {
      var answer = read(request.isHead());
      // a HEAD that cannot be read as one is answered with a body
      if (!request.isSound()
          || request.isHead()
          || answer.headers().getOrDefault("connection", "").equals("close")) {
        close();
      }
      return Optional.of(answer);
    } catch (IOException fault) {
      close();
      if (request.isCutOff() && !(fault instanceof SocketTimeoutException)) {
        return Optional.empty();
      }
      throw fault;
    }
  }

  private Answer read(boolean isHead) throws IOException {
    int status = Integer.parseInt(line().split(" ")[1]);
    var headers = new HashMap<String, String>();
    for (var line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    if (status == 100) {
      return read(isHead);
    }
    int length = isHead ? 0 : Integer.parseInt(headers.getOrDefault("content-length", "0"));
    if ("chunked".equals(headers.get("transfer-encoding"))) {
      return new Answer(status, headers, isHead ? new byte[0] : chunks());
    }
    var body = in.readNBytes(length);
    if (body.length < length) {
      throw new IOException("answer was cut off");
    }
    return new Answer(status, headers, body);
  }

  private byte[] chunks() throws IOException {
    var body = new ByteArrayOutputStream();
    for (int size = chunk(); size > 0; size = chunk()) {
      body.writeBytes(in.readNBytes(size));
      line();
    }
    line();
    return body.toByteArray();
  }

  private int chunk() throws IOException {
    return Integer.parseInt(line(), 16);
  }

  private String line() throws IOException {
    var line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0 && line.size() == 0) {
        throw new ClosedBefore();
      }
      if (b < 0) {
        throw new IOException("connection closed after '" + line + "'");
      }
      if (b != '\r') {
        line.write(b);
      }
    }
    return line.toString(ISO_8859_1);
  }

  void close() {
    try {
      if (socket != null) {
        socket.close();
      }
    } catch (IOException _) {
      // nothing is lost with it
    }
    socket = null;
  }
}
