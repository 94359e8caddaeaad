// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A closed loop of HTTP/1.1 callers on one thread: each connection sends its next request as soon
 * as the last was answered. Requests are bytes made beforehand, so that the load costs as little as
 * it can and the same for everything it is held against.
 */
final class HttpLoad {

  /** What a connection sends, over and over or one after the other. */
  interface Requests {

    /** The next request of a connection; null when it has sent its last. */
    byte[] next(int connection);

    static Requests always(byte[] request) {
      return _ -> request;
    }
  }

  /**
   * @param perSecond answers per second
   * @param p50Micros half were answered within this
   * @param refused answers that were neither 200 nor 202
   */
  record Result(double perSecond, double p50Micros, double p99Micros, long refused) {}

  private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);

  private final InetSocketAddress server;
  private final Requests requests;
  private long[] latencies = new long[1 << 16];
  private int answers;
  private long refused;

  private HttpLoad(InetSocketAddress server, Requests requests) {
    this.server = server;
    this.requests = requests;
  }

  /** Runs until the time is over, or every connection has sent its last request. */
  static Result run(InetSocketAddress server, int connections, Duration time, Requests requests) {
    try {
      return new HttpLoad(server, requests).run(connections, time);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Result run(int connections, Duration time) throws IOException {
    long begun = System.nanoTime();
    long end = begun + time.toNanos();
    try (Selector selector = Selector.open()) {
      List<Connection> open = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        open.add(new Connection(i, selector));
      }
      int busy = 0;
      for (Connection connection : open) {
        busy += connection.send() ? 1 : 0;
      }
      while (busy > 0) {
        selector.select(1000);
        boolean over = System.nanoTime() >= end;
        for (SelectionKey key : selector.selectedKeys()) {
          Connection connection = (Connection) key.attachment();
          if (connection.receive() && (over || !connection.send())) {
            busy--;
          }
        }
        selector.selectedKeys().clear();
      }
      for (Connection connection : open) {
        connection.channel.close();
      }
    }
    double seconds = (System.nanoTime() - begun) / 1e9;
    long[] sorted = Arrays.copyOf(latencies, answers);
    Arrays.sort(sorted);
    return new Result(
        answers / seconds,
        answers == 0 ? 0 : sorted[answers / 2] / 1e3,
        answers == 0 ? 0 : sorted[(int) (answers * 0.99)] / 1e3,
        refused);
  }

  private void answered(long nanos, int status) {
    if (answers == latencies.length) {
      latencies = Arrays.copyOf(latencies, 2 * answers);
    }
    latencies[answers++] = nanos;
    refused += status == 200 || status == 202 ? 0 : 1;
  }

  private final class Connection {

    private final int number;
    private final SocketChannel channel;
    private ByteBuffer input = ByteBuffer.allocate(64 * 1024);
    private long sent;

    Connection(int number, Selector selector) throws IOException {
      this.number = number;
      channel = SocketChannel.open(server);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ, this);
    }

    boolean send() throws IOException {
      byte[] request = requests.next(number);
      if (request == null) {
        return false;
      }
      sent = System.nanoTime();
      ByteBuffer output = ByteBuffer.wrap(request);
      while (output.hasRemaining()) {
        channel.write(output);
      }
      return true;
    }

    /** True when the whole answer is there. */
    boolean receive() throws IOException {
      if (channel.read(input) < 0) {
        throw new IOException("the server closed a connection");
      }
      byte[] bytes = input.array();
      int read = input.position();
      int head = endOfHead(bytes, read);
      if (head < 0) {
        return false;
      }
      int whole = head + contentLength(bytes, head);
      if (whole > bytes.length) {
        input = ByteBuffer.allocate(2 * whole).put(bytes, 0, read);
        return false;
      }
      if (read < whole) {
        return false;
      }
      answered(System.nanoTime() - sent, status(bytes));
      input.clear();
      return true;
    }
  }

  private static int status(byte[] bytes) {
    return (bytes[9] - '0') * 100 + (bytes[10] - '0') * 10 + bytes[11] - '0';
  }

  private static int endOfHead(byte[] bytes, int read) {
    for (int i = 3; i < read; i++) {
      if (bytes[i] == '\n' && bytes[i - 1] == '\r' && bytes[i - 2] == '\n') {
        return i + 1;
      }
    }
    return -1;
  }

  private static int contentLength(byte[] bytes, int head) {
    for (int i = 0; i + LENGTH.length < head; i++) {
      if (bytes[i] == '\n' && isLength(bytes, i + 1)) {
        int length = 0;
        for (int j = i + 1 + LENGTH.length; bytes[j] != '\r'; j++) {
          length = bytes[j] == ' ' ? length : length * 10 + bytes[j] - '0';
        }
        return length;
      }
    }
    return 0;
  }

  private static boolean isLength(byte[] bytes, int from) {
    for (int i = 0; i < LENGTH.length; i++) {
      int c = bytes[from + i];
      if ((c >= 'A' && c <= 'Z' ? c + 32 : c) != LENGTH[i]) {
        return false;
      }
    }
    return true;
  }
}
