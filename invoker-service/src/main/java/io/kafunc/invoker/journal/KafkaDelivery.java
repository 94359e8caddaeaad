// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.journal;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Letters into Kafka by an idempotent producer that never gives up on what it has accepted: so a
 * broker that was away gets each letter once. After a fault that no retry mends, a new producer
 * takes its place. Confined to the outbox's thread, which may block for {@link #MAX_BLOCK}.
 */
final class KafkaDelivery implements Delivery {

  private static final Logger log = LoggerFactory.getLogger(KafkaDelivery.class);
  private static final Duration MAX_BLOCK = Duration.ofMillis(40);

  private final Supplier<Producer<byte[], byte[]>> producers;
  private Producer<byte[], byte[]> producer;
  private volatile boolean broken;

  KafkaDelivery(Map<String, Object> connection) {
    var settings = settings(connection);
    this.producers =
        () -> new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static Map<String, Object> settings(Map<String, Object> connection) {
    var all = new HashMap<>(connection);
    all.put(ProducerConfig.ACKS_CONFIG, "all");
    all.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    all.put(ProducerConfig.LINGER_MS_CONFIG, 2);
    all.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    all.put(ProducerConfig.BATCH_SIZE_CONFIG, 64 * 1024);
    all.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK.toMillis());
    all.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
    all.put(ProducerConfig.RETRIES_CONFIG, Integer.MAX_VALUE);
    all.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500);
    return all;
  }

  @Override
  public void send(Letter letter, Consumer<Fate> told) {
    try {
      producer()
          .send(
              new ProducerRecord<>(
                  letter.topic(), letter.key().getBytes(StandardCharsets.US_ASCII), letter.value()),
              (_, fault) -> told.accept(fate(fault)));
    } catch (RuntimeException fault) {
      told.accept(fate(fault));
    }
  }

  private Producer<byte[], byte[]> producer() {
    if (producer != null && broken) {
      producer.close(Duration.ZERO);
      producer = null;
    }
    if (producer == null) {
      producer = producers.get();
      broken = false;
    }
    return producer;
  }

  private Fate fate(Exception fault) {
    return switch (fault) {
      case null -> Fate.ARRIVED;
      case RecordTooLargeException _ -> Fate.REFUSED;
      case SerializationException _ -> Fate.REFUSED;
      case RetriableException _ -> Fate.FAILED;
      default -> {
        log.warn("journal's producer is replaced: {}", fault.toString());
        broken = true;
        yield Fate.FAILED;
      }
    };
  }

  @Override
  public void close() {
    if (producer != null) {
      producer.close(Duration.ofMillis(200));
    }
  }
}
