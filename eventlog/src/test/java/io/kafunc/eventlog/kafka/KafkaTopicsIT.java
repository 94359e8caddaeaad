// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.eventlog.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.kafunc.eventlog.LocalReaders;
import io.kafunc.eventlog.Reader;
import io.kafunc.schemas.Fence;
import io.kafunc.schemas.Schemas;
import io.kafunc.schemas.TopicSpec;
import io.kafunc.schemas.Topics;
import io.kafunc.schemas.avro.EventSchema;
import io.kafunc.schemas.avro.WriterSchemas;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.SchemaBuilder;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Topics and schemas as a start makes and finds them. */
final class KafkaTopicsIT {

  @TempDir static Path folder;
  private static TestBroker broker;

  @BeforeAll
  static void startBroker() {
    broker = new TestBroker(folder);
    new TopicSetup(broker.config()).ensure(Topics.all(2));
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @Test
  void leavesTopicsThatAreRightAsTheyAreAndTellsTheirPartitions() {
    var topology = new TopicSetup(broker.config()).ensure(Topics.all(64));
    assertThat(topology.topic(Topics.CALLS).partitions()).isEqualTo(2);
    assertThat(topology.topic(Topics.METADATA).partitions()).isEqualTo(1);
    assertThatThrownBy(() -> topology.topic("foreign"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void stopsTheStartWhenATopicHasAnotherNumberOfPartitions() {
    ensure(new TopicSpec("odd", 3, false, Map.of()));
    assertThatThrownBy(() -> ensure(new TopicSpec("odd", 1, false, Map.of())))
        .hasMessage("topic odd has 3 partitions, but must have 1: it was not made by this suite");
  }

  @Test
  void makesTopicsThatFlushEachRecordWhenAskedTo() throws Exception {
    var config = new KafkaConfig(broker.bootstrapServers(), true, 2);
    new TopicSetup(config).ensure(List.of(new TopicSpec("safe", 1, false, Map.of())));
    var resource = new ConfigResource(ConfigResource.Type.TOPIC, "safe");
    try (var admin = config.admin()) {
      var settings = admin.describeConfigs(Set.of(resource)).all().get().get(resource);
      assertThat(settings.get("flush.messages").value()).isEqualTo("1");
    }
  }

  @Test
  void hasATopicThatIsThereTakeLargerRecords() throws Exception {
    // given
    ensure(new TopicSpec("wide", 1, false, Map.of()));
    // when
    ensure(new TopicSpec("wide", 1, false, Map.of(TopicSpec.MOST_BYTES, "2000000")));
    ensure(new TopicSpec("wide", 1, false, Map.of(TopicSpec.MOST_BYTES, "1500000")));
    // then
    var resource = new ConfigResource(ConfigResource.Type.TOPIC, "wide");
    try (var admin = broker.config().admin()) {
      var settings = admin.describeConfigs(Set.of(resource)).all().get().get(resource);
      assertThat(settings.get(TopicSpec.MOST_BYTES).value()).isEqualTo("2000000");
    }
  }

  @Test
  void publishesSchemasOnceAndFindsThoseOfNewerWriters() {
    var old = new SchemaTopic(broker.config()).open(Schemas.all());
    assertThat(old.json(Schemas.FENCE.fingerprint())).hasValue(Schemas.FENCE.json());

    var newer =
        EventSchema.of(
            Object.class, SchemaBuilder.record("Newer").fields().requiredInt("x").endRecord());
    assertThat(old.json(newer.fingerprint())).isEmpty();
    new SchemaTopic(broker.config()).open(List.of(newer, Schemas.FENCE));
    assertThat(old.json(newer.fingerprint())).hasValue(newer.json());
  }

  @Test
  void stopsATailLoudlyAtARecordNobodyCanDecode() {
    ensure(new TopicSpec("torn", 1, false, Map.of()));
    try (var producer = broker.config().producer(Map.of())) {
      producer.send(new ProducerRecord<>("torn", new byte[] {1, 2, 3}));
    }
    Reader<Fence> reader = batch -> {};
    try (var tail =
        new KafkaTail<>(
            broker.config(),
            new TopicPartition("torn", 0),
            Schemas.codec(Schemas.FENCE, WriterSchemas.NONE),
            new FenceRecord(WriterSchemas.NONE),
            new LocalReaders(),
            List.of(reader))) {
      tail.start();
      await().until(() -> tail.failure().isPresent());
      assertThat(tail.position()).isZero();
    }
  }

  private static void ensure(TopicSpec spec) {
    new TopicSetup(broker.config()).ensure(List.of(spec));
  }
}
