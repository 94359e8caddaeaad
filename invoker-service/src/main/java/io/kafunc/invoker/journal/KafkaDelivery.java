// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.journal;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future.State;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Letters into Kafka by an idempotent producer that never gives up on what it has accepted: so a
 * broker that was away gets each letter once. After a fault that no retry mends, a new producer
 * takes its place, made beside the outbox's thread, because that can take long. One request is in
 * flight: a broker that knows nothing of a producer takes its second batch when the first has to be
 * sent again, and then never the first. Nothing is compressed: each of many small batches would
 * cost 128 KB of buffers, and the garbage of that would stop every call for milliseconds. Confined
 * to the outbox's thread, which may block for {@link #MAX_BLOCK}.
 */
final class KafkaDelivery implements Delivery {

  private static final Logger log = LoggerFactory.getLogger(KafkaDelivery.class);
  private static final Duration MAX_BLOCK = Duration.ofMillis(20);

  private static final Map<String, Object> SETTINGS =
      Map.of(
          ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
          true,
          ProducerConfig.LINGER_MS_CONFIG,
          10,
          ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
          1,
          ProducerConfig.MAX_BLOCK_MS_CONFIG,
          MAX_BLOCK.toMillis(),
          ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
          Integer.MAX_VALUE);

  private final Function<Map<String, Object>, ? extends Producer<byte[], byte[]>> producers;
  private CompletableFuture<Producer<byte[], byte[]>> producer;
  private volatile boolean broken;
  private volatile boolean closed;

  /**
   * @param producers makes a producer from what is special about it
   */
  KafkaDelivery(Function<Map<String, Object>, ? extends Producer<byte[], byte[]>> producers) {
    this.producers = producers;
    this.producer = made();
  }

  private CompletableFuture<Producer<byte[], byte[]>> made() {
    return CompletableFuture.supplyAsync(
        () -> producers.apply(SETTINGS), task -> Thread.ofVirtual().start(task));
  }

  @Override
  public void send(Letter letter, Consumer<Fate> told) {
    replaceWhatIsBroken();
    if (producer.state() != State.SUCCESS) {
      told.accept(Fate.FAILED);
      return;
    }
    try {
      producer
          .resultNow()
          .send(
              new ProducerRecord<>(
                  letter.topic(), letter.key().getBytes(StandardCharsets.US_ASCII), letter.value()),
              (_, fault) -> told.accept(fate(fault)));
    } catch (RuntimeException fault) {
      told.accept(fate(fault));
    }
  }

  private void replaceWhatIsBroken() {
    if (producer.state() == State.FAILED) {
      log.warn("journal has no producer: {}", producer.exceptionNow().toString());
      producer = made();
    } else if (broken) {
      close(Duration.ZERO);
      producer = made();
      broken = false;
    }
  }

  private Fate fate(Exception fault) {
    return switch (fault) {
      case null -> Fate.ARRIVED;
      case RecordTooLargeException _ -> Fate.REFUSED;
      case SerializationException _ -> Fate.REFUSED;
      case RetriableException _ -> Fate.FAILED;
      default -> {
        if (!closed) {
          log.warn("journal's producer is replaced: {}", fault.toString());
        }
        broken = true;
        yield Fate.FAILED;
      }
    };
  }

  @Override
  public void close() {
    closed = true;
    close(Duration.ofMillis(200));
  }

  /** One that is still being made is closed as soon as it is there. */
  private void close(Duration patience) {
    producer.thenAccept(made -> made.close(patience));
  }
}
