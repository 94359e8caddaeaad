// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.log.lucene;

import io.kafunc.log.Given;
import io.kafunc.log.TickingClock;
import io.kafunc.log.store.Checkpoint;
import io.kafunc.log.store.Cursor;
import io.kafunc.log.store.InvocationQuery;
import io.kafunc.log.store.OutputQuery;
import io.kafunc.log.store.Partition;
import io.kafunc.log.store.Rows;
import io.kafunc.log.store.SearchText;
import io.kafunc.log.store.Span;
import io.kafunc.schemas.avro.WriterSchemas;
import io.kafunc.schemas.invocation.InvocationRecord;
import io.kafunc.schemas.invocation.InvocationStatus;
import io.kafunc.schemas.invocation.OutputWritten;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A store in a temporary folder, as ingest and queries use it. */
final class StoreFixture implements AutoCloseable {

  static final Map<String, String> TOPICS = Map.of("t", "id-1");
  static final Partition PARTITION = new Partition("t", 0);

  final TickingClock clock = new TickingClock(Given.NOON);
  private final Path folder;
  private final Duration retention;
  private LuceneLogStore store;
  private Checkpoint restored;
  private long next;

  StoreFixture(Path folder, Duration retention) {
    this.folder = folder;
    this.retention = retention;
    open();
  }

  void add(InvocationRecord... records) {
    for (InvocationRecord record : records) {
      store.invocations().add(Given.row(record));
      store.invocations().section().covered(PARTITION, next, ++next);
    }
  }

  void addFollowed(InvocationRecord record) {
    store.invocations().add(Given.row(record, false));
  }

  void add(OutputWritten... lines) {
    for (OutputWritten line : lines) {
      store.output().add(Given.row(line));
    }
  }

  /** What a kill -9 leaves is opened again. */
  Checkpoint kill() {
    store.abandon();
    return open();
  }

  Checkpoint stopAndStart() {
    store.close();
    return open();
  }

  void commit() {
    store.invocations().section().commit();
    store.output().section().commit();
  }

  void settle() {
    store.invocations().section().settle();
    store.output().section().settle();
  }

  /** What is held of Kafka as of the last opening. */
  Checkpoint restored() {
    return restored;
  }

  LuceneLogStore store() {
    return store;
  }

  List<String> ids(Span span) {
    return list(span, Optional.empty(), 1000).rows().stream()
        .map(InvocationRecord::requestId)
        .toList();
  }

  List<String> ids() {
    return ids(Span.ALL);
  }

  Rows<InvocationRecord> list(Span span, Optional<Cursor> after, int limit) {
    return store.invocations().list(query(span, after, limit));
  }

  static InvocationQuery query(Span span, Optional<Cursor> after, int limit) {
    return new InvocationQuery(
        Given.ACCOUNT,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.<InvocationStatus>empty(),
        false,
        span,
        after,
        limit);
  }

  List<String> messages(String query) {
    return search(query, Optional.empty(), 1000).rows().stream()
        .map(line -> line.lines().getFirst().message())
        .toList();
  }

  Rows<OutputWritten> search(String query, Optional<Cursor> after, int limit) {
    return store
        .output()
        .search(
            new OutputQuery(
                Given.ACCOUNT,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                SearchText.parse(query),
                Span.ALL,
                after,
                limit));
  }

  private Checkpoint open() {
    store = new LuceneLogStore(folder, clock, retention, WriterSchemas.NONE);
    restored = store.invocations().section().restore(TOPICS);
    store.output().section().restore(TOPICS);
    next = restored.held(PARTITION).firstMissing(0);
    return restored;
  }

  @Override
  public void close() {
    store.abandon();
  }
}
