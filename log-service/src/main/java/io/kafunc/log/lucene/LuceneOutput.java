// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.log.lucene;

import io.kafunc.log.store.OutputQuery;
import io.kafunc.log.store.OutputRow;
import io.kafunc.log.store.OutputStore;
import io.kafunc.log.store.Rows;
import io.kafunc.log.store.Section;
import io.kafunc.schemas.invocation.OutputWritten;
import org.apache.lucene.search.Query;

/** Lines in Lucene; a row is known by instance, sequence and time. */
final class LuceneOutput implements OutputStore {

  private final Days days;
  private final LuceneSection section;
  private final StoredEvents events;
  private final OutputDocument document = new OutputDocument();
  private final Key key = new Key();

  LuceneOutput(Days days, LuceneSection section, StoredEvents events) {
    this.days = days;
    this.section = section;
    this.events = events;
  }

  /** A resend has the same time too; an instance that counts anew must not lose lines. */
  static long rowHash(long keyHash, long time) {
    return keyHash + time * 0x9E37_79B9_7F4A_7C15L;
  }

  @Override
  public Section section() {
    return section;
  }

  @Override
  public void add(OutputRow row) {
    if (section.isNew(key.set(row.instanceId, row.sequence), row.time)) {
      section.add(document.of(row, key));
    }
  }

  @Override
  public Rows<OutputWritten> search(OutputQuery query) {
    Queries wanted =
        new Queries()
            .is(Columns.ACCOUNT, query.accountId())
            .is(Columns.SERVICE, query.serviceName())
            .is(Columns.FUNCTION, query.functionName())
            .says(query.text());
    query.requestId().ifPresent(wanted::isOfRequest);
    Query lucene = wanted.build();
    return days.search(
        searcher ->
            Pages.page(
                searcher, lucene, query.span(), query.after(), query.limit(), events::output));
  }
}
