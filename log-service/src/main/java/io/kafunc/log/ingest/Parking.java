// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.log.ingest;

import io.kafunc.eventlog.kafka.KafkaConfig;
import io.kafunc.schemas.Parked;
import io.kafunc.schemas.Payload;
import io.kafunc.schemas.Schemas;
import io.kafunc.schemas.Topics;
import io.kafunc.schemas.avro.EventCodec;
import io.kafunc.schemas.avro.WriterSchemas;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts what nobody can read into kafunc.parked, with the reason, so that the rest flows. Makes its
 * producer when it is needed first. One thread.
 */
final class Parking implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Parking.class);

  /** More of a record is cut off: it has to fit a record itself. */
  private static final int MAX_BYTES = 400 * 1024;

  private final KafkaConfig kafka;
  private final Clock clock;
  private final EventCodec<Parked> codec = Schemas.codec(Schemas.PARKED, WriterSchemas.NONE);
  private final List<Future<RecordMetadata>> acks = new ArrayList<>();
  private KafkaProducer<byte[], byte[]> producer;

  Parking(KafkaConfig kafka, Clock clock) {
    this.kafka = kafka;
    this.clock = clock;
  }

  void park(ConsumerRecord<byte[], byte[]> record, String reason) {
    LOG.warn(
        "parking record topic={} partition={} offset={} reason={}",
        record.topic(),
        record.partition(),
        record.offset(),
        reason);
    if (producer == null) {
      producer = kafka.producer(Map.of());
    }
    var parked =
        new Parked(
            record.topic(),
            record.partition(),
            record.offset(),
            reason,
            clock.instant(),
            payload(record.key()),
            payload(record.value()));
    acks.add(producer.send(new ProducerRecord<>(Topics.PARKED, codec.encode(parked))));
  }

  /** Returns when all that was parked is in Kafka; fails when that cannot be said. */
  void settle() throws InterruptedException {
    try {
      for (Future<RecordMetadata> ack : acks) {
        ack.get();
      }
    } catch (ExecutionException e) {
      throw new KafkaException("a record could not be parked", e.getCause());
    } finally {
      acks.clear();
    }
  }

  @Override
  public void close() {
    if (producer != null) {
      producer.close();
    }
  }

  private static Payload payload(byte[] bytes) {
    if (bytes == null) {
      return Payload.EMPTY;
    }
    return new Payload(bytes.length > MAX_BYTES ? Arrays.copyOf(bytes, MAX_BYTES) : bytes);
  }
}
