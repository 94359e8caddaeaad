// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import io.kafunc.eventlog.kafka.KafkaConfig;
import io.kafunc.eventlog.kafka.TopicSetup;
import io.kafunc.log.ingest.Ingest;
import io.kafunc.log.ingest.Progress;
import io.kafunc.log.lucene.LuceneLogStore;
import io.kafunc.schemas.Topics;
import io.kafunc.schemas.avro.WriterSchemas;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * CPU that log-service takes for an invocation record and for a line, at full speed: fetch, decode,
 * index, merge and commit; JIT and GC included. Arguments: records, lines (default 5 million each).
 */
public final class LogIngest {

  private static final OperatingSystemMXBean MACHINE =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private LogIngest() {}

  public static void main(String[] args) throws Exception {
    int records = args.length > 0 ? Integer.parseInt(args[0]) : 5_000_000;
    int lines = args.length > 1 ? Integer.parseInt(args[1]) : 5_000_000;
    try (var folder = ScratchFolder.create("log-ingest");
        var broker = BrokerProcess.start()) {
      var kafka = new KafkaConfig(broker.bootstrapServers(), false, 8);
      new TopicSetup(kafka).ensure(Topics.all(8));
      LogLoad.records(kafka, records);
      measure("record", records, kafka, folder.resolve("records"));
      LogLoad.lines(kafka, lines);
      measure(records == 0 ? "line" : "record and line", lines, kafka, folder.resolve("both"));
    }
    System.exit(0);
  }

  private static void measure(String unit, int count, KafkaConfig kafka, Path folder)
      throws InterruptedException {
    if (count == 0) {
      return;
    }
    var progress = new Progress();
    var store =
        new LuceneLogStore(folder, Clock.systemUTC(), Duration.ofDays(30), WriterSchemas.NONE);
    System.gc();
    long cpu = MACHINE.getProcessCpuTime();
    long begun = System.nanoTime();
    var ingest = new Ingest(kafka, store, WriterSchemas.NONE, progress, Clock.systemUTC()).start();
    while (!progress.isComplete()) {
      Thread.sleep(20);
    }
    long took = System.nanoTime() - begun;
    ingest.close();
    store.close();
    double cpuMicros = (MACHINE.getProcessCpuTime() - cpu) / 1000.0;
    System.out.printf(
        Locale.ROOT,
        "%s: %,d in %.1f s, %,.0f/s, CPU %.2f us each, %.0f bytes each on disk%n",
        unit,
        count,
        took / 1e9,
        count / (took / 1e9),
        cpuMicros / count,
        (double) size(folder) / count);
  }

  private static long size(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
