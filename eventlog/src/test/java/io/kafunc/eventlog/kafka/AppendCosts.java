// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.eventlog.kafka;

import io.kafunc.eventlog.Node;
import io.kafunc.schemas.TopicSpec;
import io.kafunc.schemas.avro.WriterSchemas;
import java.nio.file.Files;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * What an append costs in each of the ways to fence it; the figures are in RATIONALE.md. Not a
 * test: run its main with the module's test class path.
 */
public final class AppendCosts {

  private static final byte[] VALUE = new byte[400];
  private static final int ROUNDS = 2_000;

  private AppendCosts() {}

  /** One append, acked; or a group of them. */
  private interface Way extends AutoCloseable {
    void append(int group) throws ExecutionException, InterruptedException;

    @Override
    void close();
  }

  /** Prints a line per way and group size; passes are interleaved, the first is warm-up. */
  public static void main(String[] args) throws Exception {
    for (var backoff : List.of("20", "1")) {
      var folder = Files.createTempDirectory("append-costs");
      var overrides = Map.of("add.partitions.to.txn.retry.backoff.ms", backoff);
      try (var broker = new TestBroker(folder, overrides)) {
        for (int pass = 0; pass < 3; pass++) {
          for (int group : new int[] {1, 64}) {
            measure(backoff, pass, "plain", group, plain(topic(broker, "plain" + pass + group)));
            measure(
                backoff,
                pass,
                "txn per group",
                group,
                perGroup(topic(broker, "each" + pass + group)));
            measure(backoff, pass, "open txn", group, open(topic(broker, "open" + pass + group)));
          }
        }
      }
    }
  }

  private record Topic(KafkaConfig config, TopicPartition partition) {}

  private static Topic topic(TestBroker broker, String name) {
    new TopicSetup(broker.config()).ensure(List.of(new TopicSpec(name, 1, false, Map.of())));
    return new Topic(broker.config(), new TopicPartition(name, 0));
  }

  private static Way plain(Topic topic) {
    return sending(topic, topic.config().producer(Map.of()), false);
  }

  private static Way perGroup(Topic topic) {
    var producer =
        topic
            .config()
            .producer(Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, topic.partition().toString()));
    producer.initTransactions();
    return sending(topic, producer, true);
  }

  private static Way sending(Topic topic, Producer<byte[], byte[]> producer, boolean transaction) {
    return new Way() {

      @Override
      public void append(int group) throws ExecutionException, InterruptedException {
        if (transaction) {
          producer.beginTransaction();
        }
        var acks = new CompletableFuture<?>[group];
        for (int i = 0; i < group; i++) {
          var ack = new CompletableFuture<Void>();
          acks[i] = ack;
          producer.send(
              new ProducerRecord<>(topic.partition().topic(), 0, null, VALUE),
              (metadata, fault) -> ack.complete(null));
        }
        if (transaction) {
          producer.commitTransaction();
        } else {
          CompletableFuture.allOf(acks).get();
        }
      }

      @Override
      public void close() {
        producer.close();
      }
    };
  }

  private static Way open(Topic topic) {
    var fences = new FenceRecord(WriterSchemas.NONE);
    var node = new Node("me", "http://127.0.0.1");
    var appender =
        FencedAppender.take(topic.config(), topic.partition(), fences, node, Clock.systemUTC());
    var entry = new FencedAppender.Entry(null, VALUE);
    return new Way() {

      @Override
      public void append(int group) throws ExecutionException, InterruptedException {
        appender.append(java.util.Collections.nCopies(group, entry)).get();
      }

      @Override
      public void close() {
        appender.close();
      }
    };
  }

  private static void measure(String backoff, int pass, String way, int group, Way appends)
      throws Exception {
    var nanos = new long[ROUNDS / (group > 1 ? 2 : 1)];
    try (appends) {
      for (int i = 0; i < nanos.length; i++) {
        long begin = System.nanoTime();
        appends.append(group);
        nanos[i] = System.nanoTime() - begin;
      }
    }
    Arrays.sort(nanos);
    double seconds = Arrays.stream(nanos).sum() / 1e9;
    System.out.printf(
        "backoff=%s pass=%d %-14s group=%d p50=%.2f ms p99=%.2f ms max=%.1f ms %.0f events/s%n",
        backoff,
        pass,
        way,
        group,
        nanos[nanos.length / 2] / 1e6,
        nanos[nanos.length * 99 / 100] / 1e6,
        nanos[nanos.length - 1] / 1e6,
        nanos.length * group / seconds);
  }
}
