// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.log.lucene;

import io.kafunc.log.store.DamagedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.MultiReader;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.store.LockObtainFailedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The open indexes of a section, oldest first. One thread changes which there are; any may search,
 * and sees each index as it was at most a second ago.
 */
final class Days {

  private static final Logger LOG = LoggerFactory.getLogger(Days.class);

  private final DayFolders folders;
  private final Refresher refresher = new Refresher(this::refresh);
  private volatile List<DayIndex> open = List.of();
  private volatile boolean damaged;

  Days(DayFolders folders) {
    this.folders = folders;
  }

  List<DayIndex> open() {
    return open;
  }

  /** Opens for reading what is durable; an index that cannot be read is dropped. */
  void reopen() throws IOException {
    var readable = new ArrayList<DayIndex>();
    for (LocalDate day : folders.days()) {
      try {
        readable.add(DayIndex.read(day, folders.of(day)));
      } catch (IOException | RuntimeException e) {
        requireDamage(e);
        LOG.warn("dropping unreadable index folder={} reason={}", folders.of(day), e.toString());
        folders.delete(day);
      }
    }
    replace(readable);
    damaged = false;
  }

  /** The index of a day, open for writing; all others only for reading. */
  DayIndex writable(LocalDate day) throws IOException {
    var next = new ArrayList<DayIndex>();
    for (DayIndex index : open) {
      if (!index.day().equals(day)) {
        next.add(index.isWritable() ? DayIndex.read(index.day(), folders.of(index.day())) : index);
      }
    }
    DayIndex today = DayIndex.write(day, folders.of(day));
    next.add(today);
    replace(next);
    return today;
  }

  void drop(LocalDate day) throws IOException {
    replace(open.stream().filter(index -> !index.day().equals(day)).toList());
    folders.delete(day);
  }

  /** Searches see the new ones before the old ones close. */
  private void replace(List<DayIndex> next) {
    List<DayIndex> last = open;
    open = List.copyOf(next);
    for (DayIndex index : last) {
      if (!next.contains(index)) {
        close(index);
      }
    }
  }

  private static void close(DayIndex index) {
    try {
      index.close();
    } catch (IOException e) {
      LOG.warn("closing index failed day={}", index.day(), e);
    }
  }

  void close() {
    refresher.stop();
    replace(List.of());
  }

  boolean isDamaged() {
    return damaged;
  }

  /** Asks all indexes as they are now, or were a second ago. */
  <T> T search(Search<T> search) {
    refresher.freshen();
    return searchAsIs(search);
  }

  <T> T searchAsIs(Search<T> search) {
    List<DirectoryReader> readers = acquire();
    try {
      var searcher = new IndexSearcher(new MultiReader(readers.toArray(IndexReader[]::new), false));
      searcher.setQueryCache(null);
      return search.in(searcher);
    } catch (CorruptIndexException e) {
      damaged = true;
      throw new DamagedException("a stored index is damaged", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      readers.forEach(Days::release);
    }
  }

  private List<DirectoryReader> acquire() {
    var readers = new ArrayList<DirectoryReader>();
    while (true) {
      List<DayIndex> seen = open;
      for (DayIndex index : seen) {
        DirectoryReader reader = index.acquire();
        if (reader != null) {
          readers.add(reader);
        }
      }
      if (readers.size() == seen.size() || seen == open) {
        return readers;
      }
      readers.forEach(Days::release);
      readers.clear();
    }
  }

  private void refresh() throws IOException {
    for (DayIndex index : open) {
      index.refresh();
    }
  }

  private static void release(DirectoryReader reader) {
    try {
      reader.decRef();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Passes on what is no damage of the index but trouble of the machine. */
  private static void requireDamage(Exception e) throws IOException {
    if (e instanceof LockObtainFailedException lock) {
      throw lock;
    }
    if (e instanceof FileSystemException trouble && !(e instanceof NoSuchFileException)) {
      throw trouble;
    }
  }

  /** A question to all indexes. */
  @FunctionalInterface
  interface Search<T> {
    T in(IndexSearcher searcher) throws IOException;
  }
}
