// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.log.ingest;

import io.kafunc.log.decode.OutputReader;
import io.kafunc.log.store.OutputStore;
import io.kafunc.log.store.Section;
import io.kafunc.schemas.Topics;
import io.kafunc.schemas.avro.WriterSchemas;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Lines functions wrote. */
final class OutputFeed implements Feed {

  private final OutputStore store;
  private final OutputReader reader;

  OutputFeed(OutputStore store, WriterSchemas writers) {
    this.store = store;
    this.reader = new OutputReader(writers);
  }

  @Override
  public String topic() {
    return Topics.OUTPUT;
  }

  @Override
  public Section section() {
    return store.section();
  }

  @Override
  public void take(ConsumerRecord<byte[], byte[]> record) {
    reader.read(record.value(), store::add);
  }
}
