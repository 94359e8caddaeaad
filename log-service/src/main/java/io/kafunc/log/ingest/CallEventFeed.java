// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.log.ingest;

import io.kafunc.eventlog.kafka.FenceRecord;
import io.kafunc.log.decode.CallEventReader;
import io.kafunc.log.store.Checkpoint;
import io.kafunc.log.store.InvocationRow;
import io.kafunc.log.store.InvocationStore;
import io.kafunc.log.store.Partition;
import io.kafunc.log.store.Section;
import io.kafunc.schemas.Topics;
import io.kafunc.schemas.avro.WriterSchemas;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Records that asynchronous calls leave in their events. An event counts when it was written under
 * the epoch of the last fence before it, or a later one; an epoch is the offset of its fence.
 */
final class CallEventFeed implements Feed {

  private final InvocationStore store;
  private final CallEventReader reader;
  private final Map<Integer, Long> fences = new HashMap<>();

  CallEventFeed(InvocationStore store, WriterSchemas writers) {
    this.store = store;
    this.reader = new CallEventReader(writers);
  }

  @Override
  public String topic() {
    return Topics.CALL_EVENTS;
  }

  @Override
  public Section section() {
    return store.section();
  }

  @Override
  public void begin(Checkpoint restored) {
    fences.clear();
    restored.fences().forEach((partition, offset) -> fences.put(partition.number(), offset));
  }

  @Override
  public void take(ConsumerRecord<byte[], byte[]> record) {
    if (FenceRecord.is(record)) {
      fences.merge(record.partition(), record.offset(), Math::max);
      section().fenced(new Partition(record.topic(), record.partition()), record.offset());
      return;
    }
    InvocationRow row = reader.read(record.value());
    if (row != null && reader.epoch() >= fenceBefore(record)) {
      store.add(row);
    }
  }

  /** A gap is read with fences known that came later; those say nothing of it. */
  private long fenceBefore(ConsumerRecord<byte[], byte[]> record) {
    long fence = fences.getOrDefault(record.partition(), -1L);
    return fence < record.offset() ? fence : -1;
  }
}
