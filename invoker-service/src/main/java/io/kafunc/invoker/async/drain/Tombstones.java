// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.drain;

import io.kafunc.schemas.Topics;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes settled calls from kafunc.calls, so that compaction can free their place and one old call
 * does not hold gigabytes. Never truth: what is lost here is found settled by its events, and
 * removed by age. Thread-safe; may block a little.
 */
final class Tombstones {

  private static final Logger LOG = LoggerFactory.getLogger(Tombstones.class);

  private final Producer<byte[], byte[]> producer;

  Tombstones(Producer<byte[], byte[]> producer) {
    this.producer = producer;
  }

  void remove(int partition, byte[] key) {
    try {
      producer.send(new ProducerRecord<>(Topics.CALLS, partition, key, null));
    } catch (KafkaException e) {
      LOG.debug("a settled call keeps its place", e);
    }
  }
}
