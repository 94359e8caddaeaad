// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.benchmarks;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A runtime's process without anything around it: from its start until it has connected. */
record BareBoot(List<String> command) {

  static BareBoot of(String language) {
    Path runtimes = SuiteProcess.home().resolve("runtimes");
    return switch (language) {
      case "node" -> new BareBoot(List.of("/usr/bin/node", runtimes + "/nodejs/bootstrap.js"));
      case "python" ->
          new BareBoot(List.of("/usr/bin/python3", "-I", "-B", runtimes + "/python/bootstrap.py"));
      default -> throw new IllegalArgumentException(language);
    };
  }

  /** In milliseconds, one after the other. */
  double[] times(int count) throws IOException {
    Path folder = Files.createTempDirectory("kafunc-bare");
    var times = new double[count];
    for (int i = 0; i < count; i++) {
      times[i] = once(folder.resolve("bare.sock"));
    }
    Files.delete(folder);
    return times;
  }

  private double once(Path socket) throws IOException {
    try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));
      var words = new ArrayList<>(command);
      words.add(socket.toString());
      var builder = new ProcessBuilder(words);
      builder.environment().clear();
      long begun = System.nanoTime();
      var process = builder.start();
      try (var connection = server.accept()) {
        connection.read(ByteBuffer.allocate(1));
        return (System.nanoTime() - begun) / 1e6;
      } finally {
        process.destroyForcibly();
      }
    } finally {
      Files.deleteIfExists(socket);
    }
  }
}
