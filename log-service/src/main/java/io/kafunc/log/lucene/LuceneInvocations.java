// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.log.lucene;

import io.kafunc.log.store.InvocationQuery;
import io.kafunc.log.store.InvocationRow;
import io.kafunc.log.store.InvocationStore;
import io.kafunc.log.store.ReleaseQuery;
import io.kafunc.log.store.Rows;
import io.kafunc.log.store.Section;
import io.kafunc.log.store.Span;
import io.kafunc.log.store.VersionFigures;
import io.kafunc.schemas.invocation.InvocationRecord;
import io.kafunc.schemas.invocation.InvocationStatus;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.search.Query;

/** Records of attempts in Lucene; a row is known by request id and attempt. */
final class LuceneInvocations implements InvocationStore {

  private final Days days;
  private final LuceneSection section;
  private final StoredEvents events;
  private final InvocationDocument document = new InvocationDocument();
  private final Key key = new Key();

  LuceneInvocations(Days days, LuceneSection section, StoredEvents events) {
    this.days = days;
    this.section = section;
    this.events = events;
  }

  /** A resend has the same request id and attempt, whatever else it says. */
  static long rowHash(long keyHash, long time) {
    return keyHash;
  }

  @Override
  public Section section() {
    return section;
  }

  @Override
  public void add(InvocationRow row) {
    if (section.isNew(key.set(row.requestId, row.attempt), row.endTime)) {
      section.add(document.of(row, key));
    }
  }

  @Override
  public Rows<InvocationRecord> list(InvocationQuery query) {
    Queries wanted =
        new Queries()
            .is(Columns.ACCOUNT, query.accountId())
            .is(Columns.SERVICE, query.serviceName())
            .is(Columns.FUNCTION, query.functionName())
            .is(Columns.QUALIFIER, query.qualifier())
            .is(Columns.VERSION, query.version())
            .is(Columns.STATUS, query.status().map(InvocationStatus::name));
    Query lucene = query.attempts() ? wanted.build() : terminal(wanted);
    return days.search(
        searcher ->
            Pages.page(
                searcher, lucene, query.span(), query.after(), query.limit(), events::invocation));
  }

  @Override
  public Optional<InvocationRecord> find(String accountId, String requestId) {
    Query lucene = terminal(new Queries().isOfRequest(requestId).is(Columns.ACCOUNT, accountId));
    return days.search(
        searcher ->
            Pages.page(searcher, lucene, Span.ALL, Optional.empty(), 1, events::invocation)
                .rows()
                .stream()
                .findFirst());
  }

  @Override
  public List<VersionFigures> releases(ReleaseQuery query) {
    Query lucene =
        new Queries()
            .is(Columns.ACCOUNT, query.accountId())
            .is(Columns.SERVICE, query.serviceName())
            .is(Columns.QUALIFIER, query.qualifier())
            .build();
    return days.search(searcher -> new ReleaseCount(query.span()).of(searcher, lucene));
  }

  private static Query terminal(Queries queries) {
    return queries.isNot(Columns.FOLLOWED, InvocationDocument.YES).build();
  }
}
