// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.benchmarks;

import io.kafunc.standalone.broker.EmbeddedBroker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The suite's broker in a process of its own, so that the CPU it takes is not counted with what is
 * measured. Ends with the process that started it.
 */
public final class BrokerProcess implements AutoCloseable {

  private final ScratchFolder folder;
  private final ChildJvm child;

  private BrokerProcess(ScratchFolder folder, ChildJvm child) {
    this.folder = folder;
    this.child = child;
  }

  /** Starts it on a folder of its own and waits until it is ready. */
  static BrokerProcess start() throws IOException {
    var folder = ScratchFolder.create("broker");
    var child =
        ChildJvm.start(
            BrokerProcess.class, System.getProperty("java.class.path"), folder.path().toString());
    return new BrokerProcess(folder, child);
  }

  String bootstrapServers() {
    return child.said();
  }

  @Override
  public void close() throws IOException {
    child.process().getOutputStream().close();
    child.process().onExit().orTimeout(10, TimeUnit.SECONDS).join();
    folder.close();
  }

  /** The broker's own process: runs until its input ends. */
  public static void main(String[] args) throws IOException {
    try (EmbeddedBroker broker = EmbeddedBroker.start(Path.of(args[0]))) {
      broker.awaitReady(Duration.ofSeconds(60));
      System.out.println(ChildJvm.READY + broker.bootstrapServers());
      while (System.in.read() >= 0) {
        // Nothing is said.
      }
    }
    System.exit(0);
  }
}
