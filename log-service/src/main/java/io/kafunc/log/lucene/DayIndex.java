// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.log.lucene;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.apache.lucene.document.Field;
import org.apache.lucene.index.ConcurrentMergeScheduler;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LogByteSizeMergePolicy;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;

/**
 * The rows that arrived on one day. Open for writing or only for reading. Rows are added by one
 * thread; {@link #refresh} may run beside it; readers are taken by any.
 */
final class DayIndex {

  private static final double BUFFER_MB = 32;
  private static final double LARGEST_MERGE_MB = 1024;

  private final LocalDate day;
  private final Directory directory;
  private final IndexWriter writer;
  private volatile DirectoryReader reader;

  private DayIndex(LocalDate day, Directory directory, IndexWriter writer, DirectoryReader reader) {
    this.day = day;
    this.directory = directory;
    this.writer = writer;
    this.reader = reader;
  }

  /** Opens what was committed, for reading. */
  static DayIndex read(LocalDate day, Path folder) throws IOException {
    Directory directory = FSDirectory.open(folder);
    try {
      return new DayIndex(day, directory, null, DirectoryReader.open(directory));
    } catch (IOException | RuntimeException e) {
      directory.close();
      throw e;
    }
  }

  /** Opens for writing, from the last commit or empty. */
  static DayIndex write(LocalDate day, Path folder) throws IOException {
    Directory directory = FSDirectory.open(folder);
    IndexWriter writer = null;
    try {
      writer = new IndexWriter(directory, configuration());
      return new DayIndex(day, directory, writer, DirectoryReader.open(writer));
    } catch (IOException | RuntimeException e) {
      if (writer != null) {
        writer.rollback();
      }
      directory.close();
      throw e;
    }
  }

  private static IndexWriterConfig configuration() {
    var merges = new ConcurrentMergeScheduler();
    merges.setMaxMergesAndThreads(4, 1);
    merges.disableAutoIOThrottle();
    var policy = new LogByteSizeMergePolicy();
    policy.setMaxMergeMB(LARGEST_MERGE_MB);
    return new IndexWriterConfig(null)
        .setRAMBufferSizeMB(BUFFER_MB)
        .setCommitOnClose(false)
        .setUseCompoundFile(false)
        .setMaxFullFlushMergeWaitMillis(0)
        .setMergeScheduler(merges)
        .setMergePolicy(policy);
  }

  LocalDate day() {
    return day;
  }

  boolean isWritable() {
    return writer != null;
  }

  void add(Iterable<Field> document) throws IOException {
    writer.addDocument(document);
  }

  /** Makes rows and places durable together. */
  void commit(CommitData data) throws IOException {
    writer.setLiveCommitData(data.write().entrySet());
    writer.commit();
  }

  /** The places as of the last commit. */
  CommitData committed() throws IOException {
    Map<String, String> data = new HashMap<>();
    if (writer == null) {
      data.putAll(reader.getIndexCommit().getUserData());
    } else if (writer.getLiveCommitData() != null) {
      writer.getLiveCommitData().forEach(entry -> data.put(entry.getKey(), entry.getValue()));
    }
    return CommitData.read(data);
  }

  /** Lets readers see what was added since. */
  synchronized void refresh() throws IOException {
    DirectoryReader fresh = writer == null ? null : DirectoryReader.openIfChanged(reader, writer);
    if (fresh != null) {
      DirectoryReader stale = reader;
      reader = fresh;
      stale.decRef();
    }
  }

  /** A reader for the caller to {@link IndexReader#decRef}, null when the index is closed. */
  DirectoryReader acquire() {
    DirectoryReader seen;
    do {
      seen = reader;
      if (seen.tryIncRef()) {
        return seen;
      }
    } while (seen != reader);
    return null;
  }

  /** Lets go of the files; what was not committed is gone. Who still reads, reads on. */
  synchronized void close() throws IOException {
    try (directory) {
      if (writer != null) {
        writer.rollback();
      }
    } finally {
      reader.decRef();
    }
  }
}
