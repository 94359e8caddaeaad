// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.drain;

import io.kafunc.schemas.Parked;
import io.kafunc.schemas.Payload;
import io.kafunc.schemas.Schemas;
import io.kafunc.schemas.Topics;
import io.kafunc.schemas.avro.EventCodec;
import io.kafunc.schemas.avro.WriterSchemas;
import java.time.Clock;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts calls that nobody can decode aside, with the reason, so that the others flow. */
final class Parking {

  private static final Logger LOG = LoggerFactory.getLogger(Parking.class);

  private final Producer<byte[], byte[]> producer;
  private final Clock clock;
  private final EventCodec<Parked> codec = Schemas.codec(Schemas.PARKED, WriterSchemas.NONE);

  Parking(Producer<byte[], byte[]> producer, Clock clock) {
    this.producer = producer;
    this.clock = clock;
  }

  void park(int partition, StoredCall call, String reason) {
    LOG.warn(
        "call parked topic={} partition={} offset={} reason={}",
        Topics.CALLS,
        partition,
        call.offset(),
        reason);
    var key = new Payload(call.key() == null ? new byte[0] : call.key());
    var parked =
        new Parked(
            Topics.CALLS,
            partition,
            call.offset(),
            reason,
            clock.instant(),
            key,
            new Payload(call.value()));
    try {
      producer.send(new ProducerRecord<>(Topics.PARKED, codec.encode(parked)));
    } catch (KafkaException e) {
      LOG.warn("parking failed; the call stays in its topic", e);
    }
  }
}
