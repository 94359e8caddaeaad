// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.log.ingest;

import io.kafunc.log.decode.InvocationReader;
import io.kafunc.log.store.InvocationRow;
import io.kafunc.log.store.InvocationStore;
import io.kafunc.log.store.Section;
import io.kafunc.schemas.Topics;
import io.kafunc.schemas.avro.WriterSchemas;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Records of synchronous calls. */
final class InvocationFeed implements Feed {

  private final InvocationStore store;
  private final InvocationReader reader;

  InvocationFeed(InvocationStore store, WriterSchemas writers) {
    this.store = store;
    this.reader = new InvocationReader(writers);
  }

  @Override
  public String topic() {
    return Topics.INVOCATIONS;
  }

  @Override
  public Section section() {
    return store.section();
  }

  @Override
  public void take(ConsumerRecord<byte[], byte[]> record) {
    InvocationRow row = reader.read(record.value());
    if (row != null) {
      store.add(row);
    }
  }
}
