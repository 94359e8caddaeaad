// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.log.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafunc.log.store.Checkpoint;
import io.kafunc.log.store.Coverage;
import io.kafunc.log.store.Partition;
import io.kafunc.log.store.Section;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Which offsets are read, however they come in batches. */
class PlaceTest {

  private static final Partition PARTITION = new Partition("t", 0);
  private static final long END = 30;

  @Test
  void fillsEachGapOnceWhateverTheBatches() {
    Coverage held = Coverage.parse("3-9 12-20");
    for (int first = 1; first <= END; first++) {
      for (int later = 1; later <= END; later++) {
        var log = new Log(held, 2);

        log.readAll(first, later);

        assertThat(log.taken)
            .as("first batch %d, later %d", first, later)
            .containsExactly(2L, 9L, 10L, 11L, 20L, 21L, 22L, 23L, 24L, 25L, 26L, 27L, 28L, 29L);
        assertThat(held.plus(log.covered)).isEqualTo(Coverage.NONE.plus(2, END));
      }
    }
  }

  @Test
  void readsOnWhereALogThatLostItsEndEndsNow() {
    var place = new Place(PARTITION, new Log(Coverage.NONE, 0), Coverage.parse("0-50"), 0, 30);

    assertThat(place.next()).isEqualTo(30);
    assertThat(place.wants(30)).isTrue();
  }

  @Test
  void beginsWhereKafkaBeginsWhenTheRestIsGone() {
    var place = new Place(PARTITION, new Log(Coverage.NONE, 0), Coverage.parse("0-5"), 10, 30);

    assertThat(place.next()).isEqualTo(10);
  }

  /** A log of offsets and the section that takes them. */
  private static final class Log implements Section {

    private final TreeSet<Long> taken = new TreeSet<>();
    private final Place place;
    private Coverage covered = Coverage.NONE;
    private long position;

    Log(Coverage held, long begin) {
      place = new Place(PARTITION, this, held, begin, END);
      position = place.next();
    }

    void readAll(int first, int later) {
      int size = first;
      while (position < END) {
        long until = Math.min(END, position + size);
        for (; position < until; position++) {
          if (place.wants(position)) {
            assertThat(taken.add(position)).isTrue();
          }
        }
        if (place.reached(position)) {
          position = place.next();
        }
        size = later;
      }
    }

    @Override
    public Checkpoint restore(Map<String, String> topicIds) {
      return Checkpoint.EMPTY;
    }

    @Override
    public void covered(Partition partition, long from, long to) {
      covered = covered.plus(from, to);
    }

    @Override
    public void fenced(Partition partition, long offset) {}

    @Override
    public void settle() {}

    @Override
    public void commit() {}

    @Override
    public boolean isDamaged() {
      return false;
    }
  }
}
