// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.log;

import io.kafunc.eventlog.kafka.KafkaConfig;
import io.kafunc.eventlog.kafka.SchemaTopic;
import io.kafunc.httpapi.KafuncSettings;
import io.kafunc.log.ingest.Ingest;
import io.kafunc.log.ingest.Progress;
import io.kafunc.log.lucene.LuceneLogStore;
import io.kafunc.log.store.LogStore;
import io.kafunc.schemas.avro.WriterSchemas;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Puts log-service together. */
@Factory
final class LogBeans {

  /** Schemas of other writers are asked for when one is met, so queries need no Kafka. */
  @Singleton
  @Bean(preDestroy = "close")
  LogStore store(
      KafuncSettings suite, LogSettings settings, Clock clock, Provider<SchemaTopic> schemas) {
    WriterSchemas writers = fingerprint -> schemas.get().json(fingerprint);
    return new LuceneLogStore(suite.data().resolve("logs"), clock, settings.retention(), writers);
  }

  @Context
  @Bean(preDestroy = "close")
  Ingest ingest(
      KafkaConfig kafka,
      LogStore store,
      Provider<SchemaTopic> schemas,
      Progress progress,
      Clock clock) {
    WriterSchemas writers = fingerprint -> schemas.get().json(fingerprint);
    return new Ingest(kafka, store, writers, progress, clock).start();
  }
}
