// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.eventlog.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.kafunc.eventlog.Node;
import io.kafunc.eventlog.OwnershipLostException;
import io.kafunc.eventlog.UnclearAppendException;
import io.kafunc.schemas.avro.WriterSchemas;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

final class FencedAppenderTest {

  private static final TopicPartition PARTITION = new TopicPartition("seats", 0);

  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(
          true, new RoundRobinPartitioner(), new ByteArraySerializer(), new ByteArraySerializer());

  @Test
  void beginsWithAFenceAndAppendsBehindIt() throws Exception {
    try (var appender = take()) {
      assertThat(appender.epoch()).isZero();
      assertThat(get(appender.append(entries("a", "b")))).containsExactly(1L, 2L);
      assertThat(get(appender.append(null, "c".getBytes(UTF_8)))).isEqualTo(3L);
    }
  }

  @Test
  void commitsWhatIsOpenWhenItIsClosed() throws Exception {
    var appender = take();
    var appended = appender.append(entries("a"));
    appender.close();
    assertThat(get(appended)).containsExactly(1L);
    assertThat(producer.commitCount()).isEqualTo(1);
    assertThat(appender.ended()).isCompleted();
    assertThat(producer.closed()).isTrue();
  }

  @Test
  void callsAnAppendOfUnknownFateUnclearAndEnds() {
    try (var appender = take()) {
      producer.sendException = new KafkaException(new TimeoutException());
      assertThatThrownBy(() -> get(appender.append(entries("a"))))
          .hasCauseInstanceOf(UnclearAppendException.class);
      await().until(() -> appender.ended().isCompletedExceptionally());
      assertThatThrownBy(() -> get(appender.append(entries("b"))))
          .hasCauseInstanceOf(UnclearAppendException.class);
      assertThat(producer.closed()).isTrue();
    }
  }

  @Test
  void takesAnOldEpochAsLostOwnership() {
    try (var appender = take()) {
      producer.sendException = new KafkaException(new InvalidProducerEpochException("old"));
      assertThatThrownBy(() -> get(appender.append(entries("a"))))
          .hasCauseInstanceOf(OwnershipLostException.class);
    }
  }

  @Test
  void takesAFencedProducerAsLostOwnership() {
    try (var appender = take()) {
      producer.fenceProducer();
      assertThatThrownBy(() -> get(appender.append(entries("a"))))
          .hasCauseInstanceOf(OwnershipLostException.class);
    }
  }

  @Test
  void refusesARecordTooLargeAndGoesOn() throws Exception {
    try (var appender = take()) {
      assertThatThrownBy(() -> appender.append(null, new byte[1_000_001]))
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(get(appender.append(entries("a")))).hasSize(1);
    }
  }

  private FencedAppender take() {
    var fences = new FenceRecord(WriterSchemas.NONE);
    var fence = fences.write(PARTITION, new Node("me", "http://127.0.0.1"), Clock.systemUTC());
    return FencedAppender.take(producer, PARTITION, fence);
  }

  private static List<FencedAppender.Entry> entries(String... values) {
    return List.of(values).stream()
        .map(value -> new FencedAppender.Entry(null, value.getBytes(UTF_8)))
        .toList();
  }

  private static <T> T get(CompletableFuture<T> future) throws Exception {
    return future.get(10, TimeUnit.SECONDS);
  }
}
