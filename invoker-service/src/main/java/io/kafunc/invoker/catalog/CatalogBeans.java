// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.catalog;

import io.kafunc.eventlog.LocalReaders;
import io.kafunc.eventlog.Reader;
import io.kafunc.eventlog.kafka.FenceRecord;
import io.kafunc.eventlog.kafka.KafkaConfig;
import io.kafunc.eventlog.kafka.KafkaTail;
import io.kafunc.eventlog.kafka.SchemaTopic;
import io.kafunc.schemas.Schemas;
import io.kafunc.schemas.Topics;
import io.kafunc.schemas.metadata.MetadataEvent;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.common.TopicPartition;

/** Puts the catalog together and has it fed from the start. */
@Factory
final class CatalogBeans {

  @Singleton
  FunctionCatalog catalog() {
    return new FunctionCatalog(() -> ThreadLocalRandom.current().nextDouble());
  }

  /** Reads kafunc.metadata from its beginning; a broker that goes away later is ridden out. */
  @Context
  @Bean(preDestroy = "close")
  CatalogTail tail(
      FunctionCatalog catalog,
      List<CatalogReader> others,
      KafkaConfig kafka,
      SchemaTopic schemas,
      FenceRecord fences,
      LocalReaders localReaders) {
    var partition = new TopicPartition(Topics.METADATA, 0);
    var codec = Schemas.metadata(schemas);
    var readers = new ArrayList<Reader<MetadataEvent>>(List.of(catalog));
    readers.addAll(others);
    var tail = new KafkaTail<>(kafka, partition, codec, fences, localReaders, readers).start();
    catalog.follows(tail::readToEnd);
    return new CatalogTail(tail);
  }
}
