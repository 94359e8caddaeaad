// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.log.lucene;

import io.kafunc.log.store.Checkpoint;
import io.kafunc.log.store.Coverage;
import io.kafunc.log.store.Partition;
import io.kafunc.log.store.Section;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.document.Field;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The writing half of a section: adds rows to the index of the day, commits them with their places
 * every 500,000 rows or 30 seconds, and drops whole days. Not safe for several threads.
 */
final class LuceneSection implements Section {

  private static final Logger LOG = LoggerFactory.getLogger(LuceneSection.class);
  private static final int COMMIT_ROWS = 500_000;
  private static final Duration COMMIT_INTERVAL = Duration.ofSeconds(30);
  private static final int RECENT_KEYS = 500_000;

  private final Days days;
  private final Clock clock;
  private final Duration retention;
  private final RowHash rowHash;
  private final RecentKeys recent = new RecentKeys(RECENT_KEYS);
  private final Map<Partition, Coverage> held = new HashMap<>();
  private final Map<Partition, Long> fences = new HashMap<>();
  private Map<String, String> topicIds = Map.of();
  private DayIndex today;
  private int uncommitted;
  private boolean changed;
  private long lastCommit;

  LuceneSection(Days days, Clock clock, Duration retention, RowHash rowHash) {
    this.days = days;
    this.clock = clock;
    this.retention = retention;
    this.rowHash = rowHash;
    this.lastCommit = clock.millis();
  }

  /** What of a row a producer that sends it twice sends twice. */
  @FunctionalInterface
  interface RowHash {
    long of(long keyHash, long time);
  }

  @Override
  public Checkpoint restore(Map<String, String> ids) {
    try {
      topicIds = Map.copyOf(ids);
      today = null;
      uncommitted = 0;
      changed = false;
      held.clear();
      fences.clear();
      days.reopen();
      var everything = new HashMap<Partition, Coverage>();
      for (DayIndex index : days.open()) {
        CommitData data = index.committed();
        if (!data.topicIds().equals(topicIds)) {
          LOG.warn("dropping index of other topics day={}", index.day());
          days.drop(index.day());
          continue;
        }
        data.held().forEach((partition, c) -> everything.merge(partition, c, Coverage::plus));
        data.fences().forEach((partition, offset) -> fences.merge(partition, offset, Math::max));
      }
      recall();
      return new Checkpoint(everything, fences);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether a row with this key did not come lately. */
  boolean isNew(Key key, long time) {
    return recent.add(rowHash.of(key.hash(), time));
  }

  void add(List<Field> document) {
    try {
      writable().add(document);
      uncommitted++;
      changed = true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void covered(Partition partition, long from, long to) {
    held.merge(partition, Coverage.NONE.plus(from, to), Coverage::plus);
    changed = true;
  }

  @Override
  public void fenced(Partition partition, long offset) {
    fences.merge(partition, offset, Math::max);
    changed = true;
  }

  @Override
  public void settle() {
    boolean due =
        uncommitted >= COMMIT_ROWS
            || clock.millis() - lastCommit >= COMMIT_INTERVAL.toMillis()
            || today != null && !today.day().equals(day());
    if (due) {
      commit();
      dropOldDays();
    }
  }

  @Override
  public void commit() {
    lastCommit = clock.millis();
    try {
      if (changed) {
        writable().commit(new CommitData(held, fences, topicIds));
        changed = false;
        uncommitted = 0;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (today != null && !today.day().equals(day())) {
      held.clear();
      today = null;
    }
  }

  @Override
  public boolean isDamaged() {
    return days.isDamaged();
  }

  private DayIndex writable() throws IOException {
    if (today == null) {
      LocalDate day = day();
      today = days.writable(day);
      today.committed().held().forEach((p, coverage) -> held.merge(p, coverage, Coverage::plus));
      LOG.info("writing index day={}", day);
    }
    return today;
  }

  /** What a dropped day held goes on as held: it is not to be read again. */
  private void dropOldDays() {
    LocalDate oldest = LocalDate.ofInstant(clock.instant().minus(retention), ZoneOffset.UTC);
    List<DayIndex> old =
        days.open().stream().filter(index -> index.day().isBefore(oldest)).toList();
    if (old.isEmpty()) {
      return;
    }
    try {
      for (DayIndex index : old) {
        index.committed().held().forEach((p, coverage) -> held.merge(p, coverage, Coverage::plus));
      }
      changed = true;
      commit();
      for (DayIndex index : old) {
        days.drop(index.day());
        LOG.info("dropped index day={} retention={}", index.day(), retention);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private LocalDate day() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  /** Remembers the newest keys of all days, as if they had just come. */
  private void recall() {
    recent.clear();
    days.searchAsIs(
        searcher -> {
          List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
          int room = recent.capacity() / 2;
          for (int i = leaves.size() - 1; i >= 0 && room > 0; i--) {
            LeafReader leaf = leaves.get(i).reader();
            int first = Math.max(0, leaf.maxDoc() - room);
            room -= leaf.maxDoc() - first;
            recall(leaf, first);
          }
          return null;
        });
  }

  private void recall(LeafReader leaf, int first) throws IOException {
    var keys = leaf.getBinaryDocValues(Columns.KEY);
    var times = leaf.getNumericDocValues(Columns.TIME);
    for (int doc = first; doc < leaf.maxDoc(); doc++) {
      if (keys != null && keys.advanceExact(doc) && times.advanceExact(doc)) {
        var key = keys.binaryValue();
        recent.add(rowHash.of(Key.hash(key.bytes, key.offset, key.length), times.longValue()));
      }
    }
  }
}
