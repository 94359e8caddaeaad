// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.log.lucene;

import io.kafunc.log.lucene.Blocks.Block;
import io.kafunc.log.store.Cursor;
import io.kafunc.log.store.Span;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.search.BulkScorer;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.LeafCollector;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.Scorable;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.ScorerSupplier;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.BytesRef;

/**
 * Finds the newest matches without looking at all of them. Rows arrive nearly in order of time, so
 * segments and blocks are visited from the newest, and those that cannot hold anything newer than
 * what is found are passed over. One use, one thread.
 */
final class NewestFirst {

  /** A match and its place in the order. */
  record Hit(Cursor place, int doc) {}

  private final Span span;
  private final Optional<Cursor> after;
  private final int limit;
  private final PriorityQueue<Hit> hits = new PriorityQueue<>(Comparator.comparing(Hit::place));

  /**
   * @param limit how many matches are wanted at most
   * @param after only matches beyond this place are wanted
   */
  NewestFirst(Span span, Optional<Cursor> after, int limit) {
    long to = after.map(Cursor::time).filter(t -> t < span.to()).map(t -> t + 1).orElse(span.to());
    this.span = new Span(span.from(), to);
    this.after = after;
    this.limit = limit;
  }

  /** The matches, newest first. */
  List<Hit> of(IndexSearcher searcher, Query query) throws IOException {
    Weight weight = searcher.createWeight(searcher.rewrite(query), ScoreMode.COMPLETE_NO_SCORES, 1);
    var leaves = new ArrayList<>(searcher.getIndexReader().leaves());
    Collections.reverse(leaves);
    for (LeafReaderContext leaf : leaves) {
      ScorerSupplier matches = weight.scorerSupplier(leaf);
      if (matches != null) {
        collect(leaf, weight);
      }
    }
    var found = new ArrayList<>(hits);
    found.sort(Comparator.comparing(Hit::place).reversed());
    return found;
  }

  private void collect(LeafReaderContext leaf, Weight weight) throws IOException {
    for (Block block : Blocks.backwards(Blocks.in(leaf.reader(), span))) {
      if (hits.size() < limit || block.latest() >= hits.peek().place.time()) {
        BulkScorer scorer = weight.bulkScorer(leaf);
        if (scorer != null) {
          scorer.score(
              new Collector(leaf), leaf.reader().getLiveDocs(), block.first(), block.last() + 1);
        }
      }
    }
  }

  /** Takes matches of one block, in order of the documents. */
  private final class Collector implements LeafCollector {

    private final NumericDocValues times;
    private final BinaryDocValues keys;
    private final int base;

    Collector(LeafReaderContext leaf) throws IOException {
      times = leaf.reader().getNumericDocValues(Columns.TIME);
      keys = leaf.reader().getBinaryDocValues(Columns.KEY);
      base = leaf.docBase;
    }

    @Override
    public void setScorer(Scorable scorer) {}

    @Override
    public void collect(int doc) throws IOException {
      times.advanceExact(doc);
      long time = times.longValue();
      if (time < span.from()
          || time >= span.to()
          || hits.size() == limit && time < hits.peek().place.time()) {
        return;
      }
      keys.advanceExact(doc);
      BytesRef key = keys.binaryValue();
      var place =
          new Cursor(time, Arrays.copyOfRange(key.bytes, key.offset, key.offset + key.length));
      if (after.isPresent() && place.compareTo(after.get()) >= 0) {
        return;
      }
      if (hits.size() == limit) {
        if (place.compareTo(hits.peek().place) < 0) {
          return;
        }
        hits.poll();
      }
      hits.add(new Hit(place, base + doc));
    }
  }
}
