// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.eventlog.kafka;

import io.kafunc.eventlog.Node;
import io.kafunc.schemas.Fence;
import io.kafunc.schemas.Schemas;
import io.kafunc.schemas.avro.AvroCodec;
import io.kafunc.schemas.avro.EventCodec;
import io.kafunc.schemas.avro.WriterSchemas;
import java.time.Clock;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * The record an owner begins with. A header marks it, so that whoever reads the topic knows it from
 * an event without decoding it.
 */
public final class FenceRecord {

  private static final String HEADER = "kafunc-fence";

  private final EventCodec<Fence> codec;

  public FenceRecord(WriterSchemas writers) {
    this.codec = AvroCodec.of(writers, Schemas.FENCE);
  }

  public static boolean is(ConsumerRecord<byte[], byte[]> record) {
    return record.headers().lastHeader(HEADER) != null;
  }

  public Node read(ConsumerRecord<byte[], byte[]> record) {
    var fence = codec.decode(record.value());
    return new Node(fence.node(), fence.url());
  }

  ProducerRecord<byte[], byte[]> write(TopicPartition partition, Node node, Clock clock) {
    var value = codec.encode(new Fence(node.id(), node.url(), clock.instant()));
    var record =
        new ProducerRecord<byte[], byte[]>(partition.topic(), partition.partition(), null, value);
    record.headers().add(HEADER, new byte[0]);
    return record;
  }
}
