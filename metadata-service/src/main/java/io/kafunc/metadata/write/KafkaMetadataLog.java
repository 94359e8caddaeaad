// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.write;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kafunc.eventlog.LocalReaders;
import io.kafunc.eventlog.Node;
import io.kafunc.eventlog.kafka.FenceRecord;
import io.kafunc.eventlog.kafka.GroupOwnership;
import io.kafunc.eventlog.kafka.KafkaConfig;
import io.kafunc.eventlog.kafka.KafkaEventLog;
import io.kafunc.eventlog.kafka.SchemaTopic;
import io.kafunc.eventlog.kafka.Topology;
import io.kafunc.schemas.Schemas;
import io.kafunc.schemas.Topics;
import io.kafunc.schemas.metadata.MetadataEvent;
import io.kafunc.schemas.metadata.VersionEvent.VersionPublished;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.apache.kafka.common.TopicPartition;

/** The log on Kafka, and the group that elects who writes it. */
@Factory
final class KafkaMetadataLog {

  private static final String ELECTION = "kafunc.metadata.writer";

  /** A column holds a million characters, and an answer may have 13 for each byte of its event. */
  private static final int THING_BYTES = 80_000;

  @Singleton
  @Requires(missingProperty = "kafunc.metadata.in-memory")
  MetadataLog metadataLog(
      KafkaConfig kafka,
      Topology topology,
      SchemaTopic schemas,
      FenceRecord fences,
      LocalReaders localReaders,
      Node node,
      Clock clock) {
    var events =
        new KafkaEventLog<>(
            kafka,
            new TopicPartition(Topics.METADATA, 0),
            Schemas.metadata(schemas),
            event -> event.stamp().accountId().getBytes(UTF_8),
            KafkaMetadataLog::most,
            fences,
            localReaders,
            clock);
    return new MetadataLog(
        topology.topic(Topics.METADATA).id().toString(),
        events,
        new GroupOwnership(kafka, Topics.METADATA, ELECTION, node, clock));
  }

  /** A version has the parts of many answers, of which its description goes into one. */
  private static int most(MetadataEvent event) {
    return event instanceof VersionPublished version && version.description().length() < THING_BYTES
        ? Topics.MOST_RECORD_BYTES
        : THING_BYTES;
  }
}
