// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.eventlog.kafka;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.kafunc.schemas.Topics;
import io.kafunc.schemas.avro.EventSchema;
import io.kafunc.schemas.avro.WriterSchemas;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The schemas of all writers, kept in a compacted topic by fingerprint (16 hex digits). {@link
 * #open} loads them and publishes ours, before any event is read or written. A fingerprint that is
 * not known is looked for again in the topic, for a newer writer may have come. Thread-safe.
 */
public final class SchemaTopic implements WriterSchemas {

  private static final Logger LOG = LoggerFactory.getLogger(SchemaTopic.class);
  private static final TopicPartition PARTITION = new TopicPartition(Topics.SCHEMAS, 0);
  private static final Duration POLL = Duration.ofMillis(100);

  private final KafkaConfig config;
  private final Map<Long, String> known = new ConcurrentHashMap<>();
  private long position;

  public SchemaTopic(KafkaConfig config) {
    this.config = config;
  }

  /** Loads all schemas, then writes those of ours that the topic does not have. Blocks. */
  public SchemaTopic open(List<EventSchema<?>> ours) {
    read();
    publish(ours.stream().filter(schema -> !known.containsKey(schema.fingerprint())).toList());
    return this;
  }

  @Override
  public Optional<String> json(long fingerprint) {
    if (!known.containsKey(fingerprint)) {
      read();
    }
    return Optional.ofNullable(known.get(fingerprint));
  }

  /** Reads on from where it was; a broker that is away is waited for. */
  private synchronized void read() {
    try (var consumer = config.consumer(Map.of())) {
      consumer.assign(List.of(PARTITION));
      long end = end(consumer);
      while (position < end) {
        read(consumer);
      }
    }
  }

  private long end(Consumer<byte[], byte[]> consumer) {
    while (true) {
      try {
        long end = consumer.endOffsets(List.of(PARTITION)).get(PARTITION);
        consumer.seekToBeginning(List.of(PARTITION));
        position = Math.max(position, consumer.position(PARTITION));
        consumer.seek(PARTITION, position);
        return end;
      } catch (RetriableException away) {
        LOG.info("schemas wait for the broker reason={}", away.getMessage());
      }
    }
  }

  private void read(Consumer<byte[], byte[]> consumer) {
    for (var record : consumer.poll(POLL)) {
      if (record.value() != null) {
        known.put(
            HexFormat.fromHexDigitsToLong(new String(record.key(), US_ASCII)),
            new String(record.value(), UTF_8));
      }
    }
    position = consumer.position(PARTITION);
  }

  private void publish(List<EventSchema<?>> schemas) {
    if (schemas.isEmpty()) {
      return;
    }
    try (var producer = config.producer(Map.of())) {
      var acks = new ArrayList<Future<RecordMetadata>>();
      for (var schema : schemas) {
        var key = HexFormat.of().toHexDigits(schema.fingerprint()).getBytes(US_ASCII);
        acks.add(
            producer.send(
                new ProducerRecord<>(Topics.SCHEMAS, key, schema.json().getBytes(UTF_8))));
      }
      for (var ack : acks) {
        ack.get();
      }
      schemas.forEach(schema -> known.put(schema.fingerprint(), schema.json()));
      LOG.info("published schemas count={}", schemas.size());
    } catch (ExecutionException e) {
      throw new IllegalStateException("schemas could not be published", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while publishing schemas", e);
    }
  }
}
