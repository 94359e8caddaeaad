// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.queue;

import io.kafunc.schemas.Payload;
import io.kafunc.schemas.Schemas;
import io.kafunc.schemas.avro.EventCodec;
import io.kafunc.schemas.avro.WriterSchemas;
import io.kafunc.schemas.call.CallSnapshot;
import io.kafunc.schemas.call.SnapshotChunk;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Snapshots in pieces that Kafka takes, in two slots: the newer one stays whole while the older one
 * is written over, so that a snapshot cut short never costs more than itself. Every whole snapshot
 * is a true beginning for {@link Recovery}, also one that a fenced owner wrote too late: it only
 * means more to replay. Not thread-safe.
 */
public final class SnapshotChunks {

  /** Most bytes of a piece. */
  public static final int CHUNK = 900 * 1024;

  private final EventCodec<CallSnapshot> codec;
  private final Map<Slot, Map<Integer, SnapshotChunk>> slots = new HashMap<>();

  public SnapshotChunks(WriterSchemas writers) {
    this.codec = Schemas.codec(Schemas.CALL_SNAPSHOT, writers);
  }

  /** Two places, taken in turn. */
  public enum Slot {
    A,
    B;

    public static Slot of(long sequence) {
      return sequence % 2 == 0 ? A : B;
    }
  }

  public List<SnapshotChunk> split(CallSnapshot snapshot) {
    var bytes = codec.encode(snapshot);
    int count = Math.ceilDiv(bytes.length, CHUNK);
    var chunks = new ArrayList<SnapshotChunk>(count);
    for (int i = 0; i < count; i++) {
      int end = Math.min(bytes.length, (i + 1) * CHUNK);
      var piece = new Payload(Arrays.copyOfRange(bytes, i * CHUNK, end));
      chunks.add(new SnapshotChunk(snapshot.epoch(), snapshot.sequence(), i, count, piece));
    }
    return chunks;
  }

  /** A piece that was read, in the order of the log: it replaces what lay at its place. */
  public void add(SnapshotChunk chunk) {
    slots
        .computeIfAbsent(Slot.of(chunk.sequence()), _ -> new TreeMap<>())
        .put(chunk.chunk(), chunk);
  }

  /** The newest snapshot of which every piece is there. */
  public Optional<CallSnapshot> newest() {
    return slots.values().stream()
        .flatMap(slot -> whole(slot).stream())
        .reduce((a, b) -> a.getFirst().sequence() > b.getFirst().sequence() ? a : b)
        .map(this::join);
  }

  private static Optional<List<SnapshotChunk>> whole(Map<Integer, SnapshotChunk> slot) {
    var first = slot.get(0);
    if (first == null) {
      return Optional.empty();
    }
    var chunks = slot.values().stream().filter(each -> isOfOne(first, each)).toList();
    return chunks.size() == first.chunks() ? Optional.of(chunks) : Optional.empty();
  }

  private static boolean isOfOne(SnapshotChunk a, SnapshotChunk b) {
    return a.epoch() == b.epoch() && a.sequence() == b.sequence();
  }

  private CallSnapshot join(List<SnapshotChunk> chunks) {
    var bytes = new ByteArrayOutputStream();
    chunks.forEach(chunk -> bytes.writeBytes(chunk.content().bytes()));
    return codec.decode(bytes.toByteArray());
  }
}
