// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.standalone;

import io.kafunc.standalone.broker.EmbeddedBroker;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code kafunc broker}: the Kafka broker alone, for services that run in their own processes. */
@Command(name = "broker", description = "start a Kafka broker alone, for services of their own")
final class BrokerCommand implements Callable<Integer> {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @Option(names = "--data", paramLabel = "FOLDER", description = "where it keeps its data (./data)")
  Path data = Path.of("data");

  @Option(names = "--listen", paramLabel = "HOST:PORT", description = "127.0.0.1:9092")
  String listen = "127.0.0.1:9092";

  @Option(
      names = "--advertise",
      paramLabel = "HOST:PORT",
      description = "where others reach it, when that is another address")
  String advertised;

  @Override
  public Integer call() throws IOException {
    DataFolder folder = DataFolder.open(data);
    try {
      EmbeddedBroker broker =
          EmbeddedBroker.start(folder.kafka(), address(), Optional.ofNullable(advertised));
      Running.endWithTheProcess(broker);
      broker.awaitReady(PATIENCE);
      System.out.println("Kafka is up on " + broker.bootstrapServers() + ", data in " + data);
      System.err.println("The broker is broken: " + broker.broken().join());
      return 1;
    } catch (IOException e) {
      throw new StartRefusedException(
          "The broker cannot listen on " + listen + ": " + e.getMessage());
    }
  }

  private InetSocketAddress address() {
    int colon = listen.lastIndexOf(':');
    try {
      return new InetSocketAddress(
          listen.substring(0, colon), Integer.parseInt(listen.substring(colon + 1)));
    } catch (IllegalArgumentException | StringIndexOutOfBoundsException _) {
      throw new StartRefusedException("--listen takes HOST:PORT, not " + listen + ".");
    }
  }
}
