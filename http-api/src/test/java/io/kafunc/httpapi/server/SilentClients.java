// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.httpapi.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;

/**
 * Clients who connect and say nothing, in a process of their own: half of the files are its. Says
 * when all are connected, and again when the server has closed them all.
 */
final class SilentClients implements AutoCloseable {

  private final Process process;
  private final BufferedReader words;

  private SilentClients(Process process) {
    this.process = process;
    this.words = process.inputReader();
  }

  static SilentClients start(int port, int count) throws IOException {
    var classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return new SilentClients(
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                classPath,
                SilentClients.class.getName(),
                Integer.toString(port),
                Integer.toString(count))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start());
  }

  /** What it says next. */
  String said() throws IOException {
    return words.readLine();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  public static void main(String[] args) throws IOException {
    var address = new InetSocketAddress("127.0.0.1", Integer.parseInt(args[0]));
    var clients = new ArrayList<SocketChannel>();
    for (int i = 0; i < Integer.parseInt(args[1]); i++) {
      clients.add(SocketChannel.open(address));
    }
    System.out.println("connected");
    for (var client : clients) {
      client.read(ByteBuffer.allocate(1));
      client.close();
    }
    System.out.println("closed");
  }
}
