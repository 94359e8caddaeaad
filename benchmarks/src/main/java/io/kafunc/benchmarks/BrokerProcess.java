// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.benchmarks;

import io.kafunc.standalone.broker.EmbeddedBroker;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The suite's broker in a process of its own, so that the CPU it takes is not counted with what is
 * measured. Ends with the process that started it.
 */
public final class BrokerProcess implements AutoCloseable {

  private final Process process;
  private final String bootstrapServers;

  private BrokerProcess(Process process, String bootstrapServers) {
    this.process = process;
    this.bootstrapServers = bootstrapServers;
  }

  static BrokerProcess start(Path folder) throws IOException {
    Process process =
        new ProcessBuilder(
                List.of(
                    ProcessHandle.current().info().command().orElse("java"),
                    "-Xmx512m",
                    "-XX:+UseSerialGC",
                    "-cp",
                    System.getProperty("java.class.path"),
                    BrokerProcess.class.getName(),
                    folder.toString()))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    var output = new BufferedReader(new InputStreamReader(process.getInputStream()));
    String line = output.readLine();
    while (line != null && !line.startsWith("ready ")) {
      line = output.readLine();
    }
    if (line == null) {
      throw new IOException("the broker did not start");
    }
    return new BrokerProcess(process, line.substring("ready ".length()));
  }

  String bootstrapServers() {
    return bootstrapServers;
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
  }

  /** The broker's own process: runs until its input ends. */
  public static void main(String[] args) throws IOException {
    try (EmbeddedBroker broker = EmbeddedBroker.start(Path.of(args[0]))) {
      broker.awaitReady(Duration.ofSeconds(60));
      System.out.println("ready " + broker.bootstrapServers());
      while (System.in.read() >= 0) {
        // Nothing is said.
      }
    }
    System.exit(0);
  }
}
