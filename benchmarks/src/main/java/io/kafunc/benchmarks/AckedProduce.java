// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.benchmarks;

import io.kafunc.eventlog.kafka.KafkaConfig;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Callers that each produce a record with acks=all and await its ack: what durability costs. */
final class AckedProduce implements AutoCloseable {

  private static final String TOPIC = "benchmark";
  private static final int PARTITIONS = 8;

  /** Acks a second, and what half and 99 of 100 waited. */
  record Result(double perSecond, double p50Micros, double p99Micros) {}

  private final KafkaProducer<byte[], byte[]> producer;

  AckedProduce(String bootstrapServers) throws ExecutionException, InterruptedException {
    var settings = new Properties();
    settings.put("bootstrap.servers", bootstrapServers);
    try (var admin = Admin.create(settings)) {
      var topic = new NewTopic(TOPIC, PARTITIONS, (short) 1);
      admin.createTopics(List.of(topic)).all().get();
    }
    producer = new KafkaConfig(bootstrapServers, false, PARTITIONS).producer(Map.of());
  }

  Result run(int callers, int bytes, Duration time) {
    long end = System.nanoTime() + time.toNanos();
    long begun = System.nanoTime();
    var done = new CountDownLatch(callers);
    var failure = new AtomicReference<Exception>();
    long[][] latencies = new long[callers][];
    for (int i = 0; i < callers; i++) {
      int caller = i;
      Thread.ofVirtual()
          .start(
              () -> {
                try {
                  latencies[caller] = produce(caller % PARTITIONS, new byte[bytes], end);
                } catch (Exception e) {
                  failure.set(e);
                } finally {
                  done.countDown();
                }
              });
    }
    try {
      done.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    if (failure.get() != null) {
      throw new IllegalStateException(failure.get());
    }
    double seconds = (System.nanoTime() - begun) / 1e9;
    long[] all = Arrays.stream(latencies).flatMapToLong(Arrays::stream).sorted().toArray();
    return new Result(
        all.length / seconds, all[all.length / 2] / 1e3, all[(int) (all.length * 0.99)] / 1e3);
  }

  private long[] produce(int partition, byte[] value, long end)
      throws ExecutionException, InterruptedException {
    long[] latencies = new long[1024];
    int count = 0;
    for (long now = System.nanoTime(); now < end; ) {
      producer.send(new ProducerRecord<>(TOPIC, partition, null, value)).get();
      long after = System.nanoTime();
      if (count == latencies.length) {
        latencies = Arrays.copyOf(latencies, 2 * count);
      }
      latencies[count++] = after - now;
      now = after;
    }
    return Arrays.copyOf(latencies, count);
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(1));
  }
}
