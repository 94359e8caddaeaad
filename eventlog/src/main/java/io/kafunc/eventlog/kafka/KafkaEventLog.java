// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.eventlog.kafka;

import io.kafunc.eventlog.EventLog;
import io.kafunc.eventlog.LocalReaders;
import io.kafunc.eventlog.Node;
import io.kafunc.eventlog.OwnedLog;
import io.kafunc.eventlog.Reader;
import io.kafunc.eventlog.Tail;
import io.kafunc.schemas.Topics;
import io.kafunc.schemas.avro.EventCodec;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.apache.kafka.common.TopicPartition;

/** An event log on one partition of a Kafka topic. Thread-safe. */
public final class KafkaEventLog<E> implements EventLog<E> {

  private final KafkaConfig config;
  private final TopicPartition partition;
  private final EventCodec<E> codec;
  private final Function<E, byte[]> key;
  private final ToIntFunction<E> most;
  private final FenceRecord fences;
  private final LocalReaders localReaders;
  private final Clock clock;

  /**
   * @param key what the record of an event is keyed with
   */
  public KafkaEventLog(
      KafkaConfig config,
      TopicPartition partition,
      EventCodec<E> codec,
      Function<E, byte[]> key,
      FenceRecord fences,
      LocalReaders localReaders,
      Clock clock) {
    this(config, partition, codec, key, _ -> Topics.RECORD_BYTES, fences, localReaders, clock);
  }

  /**
   * @param key what the record of an event is keyed with
   * @param most bytes that the record of an event may have, key and value together
   */
  public KafkaEventLog(
      KafkaConfig config,
      TopicPartition partition,
      EventCodec<E> codec,
      Function<E, byte[]> key,
      ToIntFunction<E> most,
      FenceRecord fences,
      LocalReaders localReaders,
      Clock clock) {
    this.config = config;
    this.partition = partition;
    this.codec = codec;
    this.key = key;
    this.most = most;
    this.fences = fences;
    this.localReaders = localReaders;
    this.clock = clock;
  }

  /**
   * The log of a topic that has a single partition.
   *
   * @param key what the record of an event is keyed with
   */
  public KafkaEventLog(
      KafkaConfig config,
      String topic,
      EventCodec<E> codec,
      Function<E, byte[]> key,
      FenceRecord fences,
      LocalReaders localReaders,
      Clock clock) {
    this(config, new TopicPartition(topic, 0), codec, key, fences, localReaders, clock);
  }

  @Override
  public String topic() {
    return partition.topic();
  }

  @Override
  public int partition() {
    return partition.partition();
  }

  @Override
  public Tail tail(List<? extends Reader<E>> readers) {
    return new KafkaTail<>(config, partition, codec, fences, localReaders, readers).start();
  }

  @Override
  public OwnedLog<E> own(Node node) {
    return new Owned(FencedAppender.take(config, partition, fences, node, clock));
  }

  private FencedAppender.Entry entry(E event) {
    try {
      return new FencedAppender.Entry(
          key.apply(event), codec.encode(event), most.applyAsInt(event));
    } catch (RuntimeException fault) {
      throw new IllegalArgumentException("an event that cannot be written", fault);
    }
  }

  private final class Owned implements OwnedLog<E> {

    private final FencedAppender appender;

    Owned(FencedAppender appender) {
      this.appender = appender;
    }

    @Override
    public long epoch() {
      return appender.epoch();
    }

    @Override
    public CompletableFuture<List<Long>> append(List<E> events) {
      return appender.append(events.stream().map(KafkaEventLog.this::entry).toList());
    }

    @Override
    public void close() {
      appender.close();
    }
  }
}
