// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.log.lucene;

import io.kafunc.log.store.Span;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.index.DocValuesSkipper;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.search.DocIdSetIterator;

/** Runs of neighbouring documents of a segment, with the span of time each lies in. */
final class Blocks {

  /** Documents {@code first} to {@code last}, of times {@code earliest} to {@code latest}. */
  record Block(int first, int last, long earliest, long latest) {

    private boolean touches(Span span) {
      return earliest < span.to() && latest >= span.from();
    }

    private Block with(Block next) {
      return new Block(
          first, next.last, Math.min(earliest, next.earliest), Math.max(latest, next.latest));
    }
  }

  private Blocks() {}

  /** The blocks in which times of the span may be, in order of the documents. */
  static List<Block> in(LeafReader leaf, Span span) throws IOException {
    var blocks = new ArrayList<Block>();
    DocValuesSkipper skipper = leaf.getDocValuesSkipper(Columns.TIME);
    if (skipper == null || skipper.minValue() >= span.to() || skipper.maxValue() < span.from()) {
      return blocks;
    }
    skipper.advance(0);
    while (skipper.minDocID(0) != DocIdSetIterator.NO_MORE_DOCS) {
      var block =
          new Block(
              skipper.minDocID(0), skipper.maxDocID(0), skipper.minValue(0), skipper.maxValue(0));
      if (block.touches(span)) {
        blocks.add(block);
      }
      skipper.advance(block.last + 1);
    }
    return blocks;
  }

  /**
   * The same joined into fewer, from the last to the first: each twice as long as the one before
   * it, as far as its blocks are neighbours.
   */
  static List<Block> backwards(List<Block> blocks) {
    var joined = new ArrayList<Block>();
    int wanted = 1;
    for (int i = blocks.size() - 1; i >= 0; wanted *= 2) {
      Block run = blocks.get(i--);
      for (int n = 1; n < wanted && i >= 0 && blocks.get(i).last + 1 == run.first; n++) {
        run = blocks.get(i--).with(run);
      }
      joined.add(run);
    }
    return joined;
  }
}
