// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafunc.eventlog.Seats.Command.Take;
import io.kafunc.eventlog.kafka.FenceRecord;
import io.kafunc.eventlog.kafka.KafkaConfig;
import io.kafunc.eventlog.kafka.KafkaEventLog;
import io.kafunc.eventlog.kafka.TopicSetup;
import io.kafunc.schemas.TopicSpec;
import io.kafunc.schemas.avro.WriterSchemas;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** What the log on Kafka must hold, wherever its broker runs. */
abstract class KafkaEventLogContract extends EventLogContract {

  private static final AtomicInteger TOPICS = new AtomicInteger();

  abstract KafkaConfig kafka();

  @Test
  void failsOnlyTheCommandWhoseEventIsTooLarge() throws Exception {
    var writer = writer(log, ScriptedOwnership.elected(), FIRST);
    var before = writer.handle(new Take("1a", "ann"));
    var large = writer.handle(new Take("x".repeat(1_100_000), "ann"));
    var after = writer.handle(new Take("1b", "ann"));
    appended(before);
    assertThat(large).failsWithin(SOON).withThrowableThat().withMessageContaining("exceeds");
    appended(after);
    assertThat(writer.state()).containsOnlyKeys("1a", "1b");
  }

  @Override
  EventLog<Seats.Event> emptyLog() {
    var topic = "seats-" + TOPICS.incrementAndGet();
    new TopicSetup(kafka()).ensure(List.of(new TopicSpec(topic, 1, false, Map.of())));
    return new KafkaEventLog<>(
        kafka(),
        new TopicPartition(topic, 0),
        new Seats.Codec(),
        event -> new byte[0],
        new FenceRecord(WriterSchemas.NONE),
        localReaders,
        Clock.systemUTC());
  }
}
