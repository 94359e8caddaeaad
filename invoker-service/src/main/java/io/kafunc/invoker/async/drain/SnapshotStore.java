// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.drain;

import io.kafunc.invoker.async.queue.SnapshotChunks;
import io.kafunc.invoker.async.queue.SnapshotChunks.Slot;
import io.kafunc.schemas.Schemas;
import io.kafunc.schemas.Topics;
import io.kafunc.schemas.avro.EventCodec;
import io.kafunc.schemas.avro.WriterSchemas;
import io.kafunc.schemas.call.CallSnapshot;
import io.kafunc.schemas.call.SnapshotChunk;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Snapshots in kafunc.call-index. They are written without a fence: each is a true beginning
 * whoever wrote it and however late. Thread-safe.
 */
final class SnapshotStore {

  private final Producer<byte[], byte[]> producer;
  private final TopicScan scan;
  private final WriterSchemas writers;
  private final EventCodec<SnapshotChunk> codec;

  SnapshotStore(Producer<byte[], byte[]> producer, TopicScan scan, WriterSchemas writers) {
    this.producer = producer;
    this.scan = scan;
    this.writers = writers;
    this.codec = Schemas.codec(Schemas.SNAPSHOT_CHUNK, writers);
  }

  /** The newest whole snapshot of a partition. Blocks. */
  Optional<CallSnapshot> load(int partition) {
    var chunks = new SnapshotChunks(writers);
    scan.toEnd(Topics.CALL_INDEX, partition, record -> chunks.add(codec.decode(record.value())));
    return chunks.newest();
  }

  /** Writes a snapshot; the future ends when all of it is on disk. May block a little. */
  CompletableFuture<Void> write(int partition, CallSnapshot snapshot) {
    var slot = Slot.of(snapshot.sequence());
    return CompletableFuture.allOf(
        new SnapshotChunks(writers)
            .split(snapshot).stream()
                .map(chunk -> send(partition, slot, chunk))
                .toArray(CompletableFuture[]::new));
  }

  private CompletableFuture<Void> send(int partition, Slot slot, SnapshotChunk chunk) {
    var key = ByteBuffer.allocate(5).put((byte) slot.ordinal()).putInt(chunk.chunk()).array();
    var sent = new CompletableFuture<Void>();
    producer.send(
        new ProducerRecord<>(Topics.CALL_INDEX, partition, key, codec.encode(chunk)),
        (_, failure) -> {
          if (failure == null) {
            sent.complete(null);
          } else {
            sent.completeExceptionally(failure);
          }
        });
    return sent;
  }
}
