// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.eventlog.kafka;

import io.kafunc.schemas.Schemas;
import io.kafunc.schemas.Topics;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;

/** What every service needs of Kafka before its first read: topics, then schemas. */
@Factory
final class KafkaBeans {

  @Singleton
  Topology topology(KafkaConfig config) {
    return new TopicSetup(config).ensure(Topics.all(config.callPartitions()));
  }

  /** Asks for the topology, so that the topic is there. */
  @Singleton
  SchemaTopic schemas(KafkaConfig config, Topology topology) {
    return new SchemaTopic(config).open(Schemas.all());
  }

  @Singleton
  FenceRecord fences(SchemaTopic schemas) {
    return new FenceRecord(schemas);
  }
}
