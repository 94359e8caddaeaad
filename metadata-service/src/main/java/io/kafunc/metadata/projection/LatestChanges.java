// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.projection;

import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * What the last events did, for whoever waits for the answer to one of them: to read it back would
 * cost more than to write it did. Thread-safe.
 */
@Singleton
public final class LatestChanges {

  /** More than wait at once as a rule; few enough for the collector. Others read the row. */
  private static final int KEPT = 256;

  private final HistoryRows history;
  private final AtomicReferenceArray<HistoryRow> rows = new AtomicReferenceArray<>(KEPT);

  LatestChanges(HistoryRows history) {
    this.history = history;
  }

  /** What the event at this position did; there only once it has been projected. */
  public Optional<HistoryRow> at(long position) {
    var row = rows.get(slot(position));
    return row != null && row.position() == position
        ? Optional.of(row)
        : history.findById(position);
  }

  void add(HistoryRow row) {
    rows.set(slot(row.position()), row);
  }

  void forgetAll() {
    for (int i = 0; i < KEPT; i++) {
      rows.set(i, null);
    }
  }

  private static int slot(long position) {
    return (int) (position % KEPT);
  }
}
