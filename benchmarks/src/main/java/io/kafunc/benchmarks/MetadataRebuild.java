// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.benchmarks;

import io.kafunc.eventlog.kafka.KafkaConfig;
import io.kafunc.schemas.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.TopicPartition;

/**
 * How long the rows of a hundred thousand events take to be made again after their database was
 * lost: from the command to UP, less the same start with rows; and what it takes only to read them.
 */
public final class MetadataRebuild {

  private static final int WRITERS = 64;
  private static final int EVENTS = 100_000;

  private MetadataRebuild() {}

  public static void main(String[] args) throws Exception {
    try (var broker = BrokerProcess.start();
        var suite =
            SuiteProcess.up(Map.of("KAFUNC_KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers()))) {
      write(suite);
      suite.stop();
      double kept = suite.start().toMillis() / 1e3;
      suite.stop();
      suite.forgetRows();
      double lost = suite.start().toMillis() / 1e3;
      double read = read(broker.bootstrapServers());
      System.out.printf(
          Locale.ROOT,
          "%-58s %6.2f s  bar <= 15 s, aim 5 s%n  start with rows %.2f s, without %.2f s; %.0f times"
              + " the %.2f s that reading them takes%n",
          "rebuild of 100,000 events",
          lost - kept,
          kept,
          lost,
          (lost - kept) / read,
          read);
    }
    System.exit(0);
  }

  private static void write(SuiteProcess suite) {
    byte[][] updates = new byte[WRITERS][];
    for (int i = 0; i < WRITERS; i++) {
      suite.deploy("service-" + i, "f", 1, "index.py", "def handler(event, context): pass");
      updates[i] =
          suite
              .requests()
              .put("/services/service-" + i + "/functions/f", "{\"description\":\"again\"}");
    }
    var left = new AtomicInteger(EVENTS - 2 * WRITERS);
    var result =
        HttpLoad.run(
            suite.address(),
            WRITERS,
            Duration.ofMinutes(10),
            connection -> left.getAndDecrement() > 0 ? updates[connection] : null);
    if (result.refused() > 0) {
      throw new IllegalStateException(result.refused() + " writes were refused");
    }
  }

  private static double read(String bootstrapServers) {
    var partition = new TopicPartition(Topics.METADATA, 0);
    long begun = System.nanoTime();
    try (var consumer = new KafkaConfig(bootstrapServers, false, 8).consumer(Map.of())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      while (consumer.position(partition) < end) {
        consumer.poll(Duration.ofMillis(100));
      }
    }
    return (System.nanoTime() - begun) / 1e9;
  }
}
