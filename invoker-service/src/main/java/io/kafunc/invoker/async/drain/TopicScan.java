// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.drain;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads a stretch of a partition, for takeovers: one at a time, all with one consumer, since making
 * one costs more than most stretches. Thread-safe; blocks.
 */
public final class TopicScan implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Supplier<org.apache.kafka.clients.consumer.Consumer<byte[], byte[]>> consumers;
  private org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer;

  public TopicScan(Supplier<org.apache.kafka.clients.consumer.Consumer<byte[], byte[]>> consumers) {
    this.consumers = consumers;
  }

  /** Everything a partition holds now. */
  synchronized void toEnd(
      String topic, int partition, Consumer<ConsumerRecord<byte[], byte[]>> each) {
    var place = new TopicPartition(topic, partition);
    open();
    scan(place, consumer.beginningOffsets(List.of(place)).get(place), endOf(place), each);
  }

  /** From one offset to before another. */
  synchronized void range(
      String topic,
      int partition,
      long from,
      long before,
      Consumer<ConsumerRecord<byte[], byte[]>> each) {
    open();
    scan(new TopicPartition(topic, partition), from, before, each);
  }

  /** From an offset on, for as long as the answer is that more is wanted. */
  synchronized void until(
      String topic, int partition, long from, Predicate<ConsumerRecord<byte[], byte[]>> more) {
    open();
    var place = new TopicPartition(topic, partition);
    consumer.assign(List.of(place));
    consumer.seek(place, from);
    long patience = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      for (var record : consumer.poll(POLL)) {
        if (!more.test(record)) {
          consumer.assign(List.of());
          return;
        }
      }
      if (System.nanoTime() > patience) {
        throw new KafkaException(place + " does not hold what was looked for from " + from);
      }
    }
  }

  /** The offset the next record of a partition gets. */
  synchronized long end(String topic, int partition) {
    open();
    return endOf(new TopicPartition(topic, partition));
  }

  @Override
  public synchronized void close() {
    if (consumer != null) {
      consumer.close();
      consumer = null;
    }
  }

  private void scan(
      TopicPartition place, long from, long before, Consumer<ConsumerRecord<byte[], byte[]>> each) {
    if (from >= before) {
      return;
    }
    consumer.assign(List.of(place));
    consumer.seek(place, from);
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (consumer.position(place) < before) {
      var records = consumer.poll(POLL);
      for (var record : records) {
        if (record.offset() < before) {
          each.accept(record);
        }
      }
      if (!records.isEmpty()) {
        until = System.nanoTime() + PATIENCE.toNanos();
      } else if (System.nanoTime() > until) {
        throw new KafkaException(place + " cannot be read to " + before);
      }
    }
    consumer.assign(List.of());
  }

  private long endOf(TopicPartition place) {
    return consumer.endOffsets(List.of(place)).get(place);
  }

  private void open() {
    if (consumer == null) {
      consumer = consumers.get();
    }
  }
}
