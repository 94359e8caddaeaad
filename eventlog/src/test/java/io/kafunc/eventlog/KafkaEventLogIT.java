// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.eventlog;

import io.kafunc.eventlog.kafka.FenceRecord;
import io.kafunc.eventlog.kafka.KafkaEventLog;
import io.kafunc.eventlog.kafka.TestBroker;
import io.kafunc.eventlog.kafka.TopicSetup;
import io.kafunc.schemas.TopicSpec;
import io.kafunc.schemas.avro.WriterSchemas;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

final class KafkaEventLogIT extends EventLogContract {

  private static final AtomicInteger TOPICS = new AtomicInteger();

  @TempDir static Path folder;
  static TestBroker broker;

  @BeforeAll
  static void startBroker() {
    broker = new TestBroker(folder);
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @Override
  EventLog<Seats.Event> emptyLog() {
    var topic = "seats-" + TOPICS.incrementAndGet();
    new TopicSetup(broker.config()).ensure(List.of(new TopicSpec(topic, 1, false, Map.of())));
    return new KafkaEventLog<>(
        broker.config(),
        new TopicPartition(topic, 0),
        new Seats.Codec(),
        event -> new byte[0],
        new FenceRecord(WriterSchemas.NONE),
        localReaders,
        Clock.systemUTC());
  }
}
