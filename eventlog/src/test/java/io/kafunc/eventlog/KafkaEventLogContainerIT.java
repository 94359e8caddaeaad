// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.eventlog;

import io.kafunc.eventlog.container.NeedsContainers;
import io.kafunc.eventlog.container.TestContainer;
import io.kafunc.eventlog.kafka.KafkaConfig;
import java.io.IOException;
import java.net.ServerSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The log on a Kafka that is not ours to configure. */
@NeedsContainers
final class KafkaEventLogContainerIT extends KafkaEventLogContract {

  private static TestContainer broker;
  private static KafkaConfig config;

  @BeforeAll
  static void startBroker() throws IOException {
    int port = freePort();
    broker = TestContainer.kafka(port);
    broker.start();
    config = new KafkaConfig(broker.getHost() + ":" + port, false, 2);
  }

  @AfterAll
  static void stopBroker() {
    broker.stop();
  }

  @Override
  KafkaConfig kafka() {
    return config;
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
