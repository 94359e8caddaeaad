// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.benchmarks;

import io.kafunc.eventlog.kafka.KafkaConfig;
import io.kafunc.schemas.Schemas;
import io.kafunc.schemas.Topics;
import io.kafunc.schemas.avro.EventCodec;
import io.kafunc.schemas.avro.WriterSchemas;
import io.kafunc.schemas.invocation.InvocationEvent;
import io.kafunc.schemas.invocation.InvocationEvent.InvocationCompleted;
import io.kafunc.schemas.invocation.InvocationRecord;
import io.kafunc.schemas.invocation.InvocationStatus;
import io.kafunc.schemas.invocation.InvocationType;
import io.kafunc.schemas.invocation.OutputLine;
import io.kafunc.schemas.invocation.OutputWritten;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Records and lines as a busy suite leaves them: 50 functions, few fail, every id another. */
final class LogLoad {

  private static final String ACCOUNT = "1000000000000000";
  private static final Instant BEGIN = Instant.parse("2026-11-20T00:00:00Z");
  private static final int PARTITIONS = 6;
  private static final String[] WORDS =
      ("order paid customer card declined retry fetched cached timeout item shipped refund invoice"
              + " total lookup started finished price stock reserve cancel address parcel weight")
          .split(" ");

  private LogLoad() {}

  static void records(KafkaConfig kafka, int count) {
    EventCodec<InvocationEvent> codec = Schemas.codec(Schemas.INVOCATION, WriterSchemas.NONE);
    var random = new SplittableRandom(1);
    try (var producer = kafka.producer(Map.of("linger.ms", 20))) {
      for (int n = 0; n < count; n++) {
        byte[] event = codec.encode(new InvocationCompleted(record(n, random)));
        producer.send(new ProducerRecord<>(Topics.INVOCATIONS, n % PARTITIONS, null, event));
      }
    }
  }

  static void lines(KafkaConfig kafka, int count) {
    EventCodec<OutputWritten> codec = Schemas.codec(Schemas.OUTPUT, WriterSchemas.NONE);
    var random = new SplittableRandom(2);
    try (var producer = kafka.producer(Map.of("linger.ms", 20))) {
      for (int n = 0; n < count; n++) {
        producer.send(
            new ProducerRecord<>(
                Topics.OUTPUT, n % PARTITIONS, null, codec.encode(written(n, random))));
      }
    }
  }

  private static InvocationRecord record(int n, SplittableRandom random) {
    Instant end = BEGIN.plusNanos(n * 86_000L + random.nextInt(2_000_000));
    boolean failed = random.nextInt(50) == 0;
    double duration = random.nextInt(1, 200_000) / 1000.0;
    return new InvocationRecord(
        id(end, random),
        ACCOUNT,
        "service-" + n % 5,
        "function-" + n % 50,
        "PROD",
        random.nextInt(10) < 3 ? "2" : "1",
        n % 10 < 3,
        InvocationType.Sync,
        Optional.empty(),
        Optional.empty(),
        end.minusMillis(3),
        Optional.of(end.minusMillis(2)),
        end,
        0.4,
        random.nextInt(500) == 0 ? 130 : 0,
        duration,
        Math.ceil(duration),
        failed ? InvocationStatus.Failed : InvocationStatus.Succeeded,
        failed ? Optional.of("UnhandledInvocationError") : Optional.empty(),
        40 + random.nextInt(20),
        Optional.of("c-5f7a01-" + random.nextInt(100)),
        1,
        "on-demand");
  }

  private static OutputWritten written(int n, SplittableRandom random) {
    Instant time = BEGIN.plusNanos(n * 86_000L);
    var message = new StringBuilder(time.toString()).append(" INFO order-").append(n);
    for (int words = 0; words < 10; words++) {
      message.append(' ').append(WORDS[random.nextInt(WORDS.length)]);
    }
    return new OutputWritten(
        ACCOUNT,
        "project",
        "logstore",
        "service-" + n % 5,
        "function-" + n % 50,
        "PROD",
        "1",
        id(time, random),
        "c-5f7a01-" + n % 100,
        List.of(new OutputLine(time, n, message.toString())));
  }

  private static String id(Instant time, SplittableRandom random) {
    long high = time.toEpochMilli() << 16 | 0x7000 | random.nextInt(4096);
    return new UUID(high, 1L << 63 | random.nextLong() >>> 2).toString();
  }
}
