// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafunc.schemas.avro.WriterSchemas;
import io.kafunc.schemas.call.CallSnapshot;
import io.kafunc.schemas.call.CallSnapshot.OpenDelay;
import io.kafunc.schemas.call.CallSnapshot.OpenStart;
import io.kafunc.schemas.call.Deduplication;
import io.kafunc.schemas.call.SnapshotChunk;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SnapshotChunksTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final SnapshotChunks chunks = new SnapshotChunks(WriterSchemas.NONE);

  @Test
  void aMillionOpenCallsComeBackFromPieces() {
    // given
    var calls = Recovery.fromTheBeginning().finish();
    for (long offset = 0; offset < 1_000_000; offset++) {
      calls.take(offset, "q" + offset % 100, Optional.empty(), Optional.empty());
    }
    var snapshot = calls.snapshot(3, 8, 5, NOW);
    // when
    var pieces = chunks.split(snapshot);
    pieces.forEach(chunks::add);
    // then
    assertThat(pieces).hasSizeGreaterThan(1);
    assertThat(pieces).allMatch(each -> each.content().size() <= SnapshotChunks.CHUNK);
    assertThat(chunks.newest()).contains(snapshot);
    assertThat(snapshot.queues()).allMatch(queue -> queue.count() == 10_000);
  }

  @Test
  void takesTheOlderSlotWhenTheNewerIsNotWhole() {
    // given
    var older = example(6);
    chunks.split(older).forEach(chunks::add);
    // when
    chunks.add(new SnapshotChunk(1, 7, 0, 2, chunks.split(example(7)).getFirst().content()));
    // then
    assertThat(chunks.newest()).contains(older);
  }

  @Test
  void takesTheNewerOfTwo() {
    chunks.split(example(6)).forEach(chunks::add);
    chunks.split(example(7)).forEach(chunks::add);
    assertThat(chunks.newest()).contains(example(7));
  }

  @Test
  void piecesOfTwoOwnersAreNoSnapshot() {
    // given
    var content = chunks.split(example(6)).getFirst().content();
    // when
    chunks.add(new SnapshotChunk(1, 6, 0, 2, content));
    chunks.add(new SnapshotChunk(2, 6, 1, 2, content));
    // then
    assertThat(chunks.newest()).isEmpty();
  }

  @Test
  void noPieceIsNoSnapshot() {
    assertThat(chunks.newest()).isEmpty();
  }

  private static CallSnapshot example(long sequence) {
    return new CallSnapshot(
        1,
        sequence,
        2,
        3,
        NOW,
        List.of(),
        List.of(new OpenStart(1, 2, "n", NOW, 0)),
        List.of(new OpenDelay(2, 3, NOW, 1)),
        List.of(new Deduplication("t", 4)),
        List.of(),
        List.of());
  }
}
