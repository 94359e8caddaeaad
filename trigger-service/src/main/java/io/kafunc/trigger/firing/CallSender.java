// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.trigger.firing;

import io.kafunc.schemas.Topics;
import io.kafunc.schemas.avro.EventCodec;
import io.kafunc.schemas.call.CallTopic;
import io.kafunc.schemas.call.InvocationRequested;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Puts calls into kafunc.calls: an asynchronous call through another door than HTTP. */
public final class CallSender implements CallDoor, AutoCloseable {

  private final Producer<byte[], byte[]> producer;
  private final EventCodec<InvocationRequested> codec;
  private final int partitions;
  private final int generation;

  /**
   * @param producer of its own, closed with it
   */
  public CallSender(
      Producer<byte[], byte[]> producer,
      EventCodec<InvocationRequested> codec,
      int partitions,
      int generation) {
    this.producer = producer;
    this.codec = codec;
    this.partitions = partitions;
    this.generation = generation;
  }

  @Override
  public CompletableFuture<String> send(InvocationRequested call) {
    var key = CallTopic.newKey(ThreadLocalRandom.current());
    int partition = CallTopic.partition(CallTopic.queue(call), partitions);
    var record = new ProducerRecord<>(Topics.CALLS, partition, key, codec.encode(call));
    CallTopic.headers(call).forEach((name, value) -> record.headers().add(name, value));
    var accepted = new CompletableFuture<String>();
    producer.send(record, (where, failure) -> settle(accepted, key, where, failure));
    return accepted;
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(2));
  }

  private void settle(
      CompletableFuture<String> accepted, byte[] key, RecordMetadata where, Exception failure) {
    if (failure != null) {
      accepted.completeExceptionally(failure);
      return;
    }
    var id = CallTopic.id(where.partition(), generation, where.offset(), key);
    accepted.complete(id.toString());
  }
}
