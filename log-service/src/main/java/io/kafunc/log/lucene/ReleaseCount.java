// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.log.lucene;

import io.kafunc.log.lucene.Blocks.Block;
import io.kafunc.log.store.Span;
import io.kafunc.log.store.VersionFigures;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.search.BulkScorer;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.LeafCollector;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.Scorable;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Weight;

/** Counts how each version did, from columns alone. One use, one thread. */
final class ReleaseCount {

  private final Span span;
  private final Map<String, Tally> tallies = new HashMap<>();

  ReleaseCount(Span span) {
    this.span = span;
  }

  /** The figures by version, numbers in their order. */
  List<VersionFigures> of(IndexSearcher searcher, Query query) throws IOException {
    Weight weight = searcher.createWeight(searcher.rewrite(query), ScoreMode.COMPLETE_NO_SCORES, 1);
    for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
      BulkScorer scorer = weight.bulkScorer(leaf);
      if (scorer != null) {
        var collector = new Collector(leaf);
        for (Block block : Blocks.in(leaf.reader(), span)) {
          scorer.score(collector, leaf.reader().getLiveDocs(), block.first(), block.last() + 1);
        }
      }
    }
    return tallies.entrySet().stream()
        .map(entry -> entry.getValue().figures(entry.getKey()))
        .sorted(
            Comparator.<VersionFigures>comparingInt(figures -> figures.version().length())
                .thenComparing(VersionFigures::version))
        .toList();
  }

  /** What is counted of one version. */
  private static final class Tally {

    private final Durations durations = new Durations();
    private long calls;
    private long errors;
    private long coldStarts;

    void add(long outcome, long duration) {
      calls++;
      errors += Outcome.failed(outcome) ? 1 : 0;
      coldStarts += Outcome.cold(outcome) ? 1 : 0;
      if (Outcome.ran(outcome)) {
        durations.add(duration);
      }
    }

    VersionFigures figures(String version) {
      return new VersionFigures(
          version,
          calls,
          errors,
          durations.total(),
          durations.percentile(0.5),
          durations.percentile(0.99),
          coldStarts);
    }
  }

  /** Takes the matches of one segment, in order. */
  private final class Collector implements LeafCollector {

    private final NumericDocValues times;
    private final SortedDocValues versions;
    private final NumericDocValues outcomes;
    private final NumericDocValues durations;
    private final Tally[] byOrdinal;

    Collector(LeafReaderContext leaf) throws IOException {
      times = leaf.reader().getNumericDocValues(Columns.TIME);
      versions = leaf.reader().getSortedDocValues(Columns.VERSION);
      outcomes = leaf.reader().getNumericDocValues(Columns.OUTCOME);
      durations = leaf.reader().getNumericDocValues(Columns.DURATION);
      byOrdinal = new Tally[versions.getValueCount()];
    }

    @Override
    public void setScorer(Scorable scorer) {}

    @Override
    public void collect(int doc) throws IOException {
      times.advanceExact(doc);
      if (times.longValue() < span.from() || times.longValue() >= span.to()) {
        return;
      }
      versions.advanceExact(doc);
      outcomes.advanceExact(doc);
      durations.advanceExact(doc);
      tally(versions.ordValue()).add(outcomes.longValue(), durations.longValue());
    }

    private Tally tally(int ordinal) throws IOException {
      if (byOrdinal[ordinal] == null) {
        String version = versions.lookupOrd(ordinal).utf8ToString();
        byOrdinal[ordinal] = tallies.computeIfAbsent(version, _ -> new Tally());
      }
      return byOrdinal[ordinal];
    }
  }
}
