// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.eventlog;

import io.kafunc.eventlog.kafka.KafkaConfig;
import io.kafunc.eventlog.kafka.TestBroker;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

final class KafkaEventLogIT extends KafkaEventLogContract {

  @TempDir static Path folder;
  private static TestBroker broker;

  @BeforeAll
  static void startBroker() {
    broker = new TestBroker(folder);
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @Override
  KafkaConfig kafka() {
    return broker.config();
  }
}
