// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What every projection must hold: batches may be split anywhere, records may come again, and the
 * stored position says truly what has been applied.
 *
 * @param <E> event
 * @param <V> what the projection's rows look like, comparable with equals
 */
public abstract class ProjectionContract<E, V> {

  /** A projection on an empty store of its own. */
  protected abstract Projection<E> onEmptyStore();

  /** Another on the same store, as after a restart. */
  protected abstract Projection<E> reopened(Projection<E> projection);

  /** A history that touches every event, at least five long. */
  protected abstract List<E> history();

  protected abstract V rows(Projection<E> projection);

  @Test
  void endsEqualHoweverTheHistoryIsSplitIntoBatches() {
    var history = recorded();
    var expected = rowsAfter(List.of(history));
    for (int size = 1; size <= history.size(); size++) {
      assertThat(rowsAfter(split(history, size, history.size())))
          .as("in two, behind %d", size)
          .isEqualTo(expected);
      assertThat(rowsAfter(split(history, size, size)))
          .as("in batches of %d", size)
          .isEqualTo(expected);
    }
  }

  @Test
  void isNotHarmedByRecordsThatComeAgain() {
    var history = recorded();
    var expected = rowsAfter(List.of(history));
    for (int overlap = 1; overlap <= history.size(); overlap++) {
      var again = history.subList(history.size() - overlap, history.size());
      assertThat(rowsAfter(List.of(history, again)))
          .as("last %d again", overlap)
          .isEqualTo(expected);
    }
  }

  @Test
  void goesOnWhereItStoodBeforeARestart() {
    var history = recorded();
    var expected = rowsAfter(List.of(history));
    for (int stop = 1; stop < history.size(); stop++) {
      var before = onEmptyStore();
      before.apply(history.subList(0, stop));
      var after = reopened(before);
      long from = after.from();
      assertThat(from).isEqualTo(history.get(stop - 1).position() + 1);
      after.apply(history.stream().filter(event -> event.position() >= from).toList());
      assertThat(rows(after)).as("restarted after %d", stop).isEqualTo(expected);
    }
  }

  private V rowsAfter(List<List<Recorded<E>>> batches) {
    var projection = onEmptyStore();
    batches.forEach(projection::apply);
    return rows(projection);
  }

  /** With gaps, as fences and transaction markers leave them. */
  private List<Recorded<E>> recorded() {
    var recorded = new ArrayList<Recorded<E>>();
    long position = 1;
    for (var event : history()) {
      recorded.add(new Recorded<>(position, event));
      position += recorded.size() % 3 == 0 ? 3 : 1;
    }
    return recorded;
  }

  private static <T> List<List<T>> split(List<T> all, int first, int later) {
    var batches = new ArrayList<List<T>>();
    batches.add(all.subList(0, first));
    for (int at = first; at < all.size(); at += later) {
      batches.add(all.subList(at, Math.min(all.size(), at + later)));
    }
    return batches;
  }
}
