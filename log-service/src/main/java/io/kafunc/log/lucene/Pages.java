// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.log.lucene;

import io.kafunc.log.lucene.NewestFirst.Hit;
import io.kafunc.log.store.Cursor;
import io.kafunc.log.store.Rows;
import io.kafunc.log.store.Span;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;

/** Reads the rows of a page. */
final class Pages {

  private static final Set<String> STORED = Set.of(Columns.EVENT);

  private Pages() {}

  /** The newest rows of a query; one more is looked for, to know whether another page follows. */
  static <T> Rows<T> page(
      IndexSearcher searcher,
      Query query,
      Span span,
      Optional<Cursor> after,
      int limit,
      Function<byte[], T> decode)
      throws IOException {
    List<Hit> hits = new NewestFirst(span, after, limit + 1).of(searcher, query);
    List<Hit> page = hits.size() > limit ? hits.subList(0, limit) : hits;
    var rows = new ArrayList<T>(page.size());
    StoredFields stored = searcher.storedFields();
    for (Hit hit : page) {
      var event = stored.document(hit.doc(), STORED).getBinaryValue(Columns.EVENT);
      rows.add(
          decode.apply(Arrays.copyOfRange(event.bytes, event.offset, event.offset + event.length)));
    }
    return new Rows<>(
        rows, hits.size() > limit ? Optional.of(page.getLast().place()) : Optional.empty());
  }
}
