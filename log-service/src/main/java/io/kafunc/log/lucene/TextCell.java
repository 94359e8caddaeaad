// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.log.lucene;

import io.kafunc.log.store.Slice;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.BytesTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;
import org.apache.lucene.document.Field;
import org.apache.lucene.util.BytesRef;

/** A message that changes from row to row, handed to the index as {@link Tokens}. */
final class TextCell extends Field {

  private final Stream stream = new Stream();

  TextCell(String name) {
    super(name, Columns.TEXT);
    fieldsData = stream;
  }

  TextCell set(Slice message) {
    stream.message = message;
    return this;
  }

  @Override
  public TokenStream tokenStream(Analyzer analyzer, TokenStream reuse) {
    return stream;
  }

  /** Each token is one position further, so nothing but the term changes from token to token. */
  private static final class Stream extends TokenStream {

    private final BytesTermAttribute term = addAttribute(BytesTermAttribute.class);
    private final PositionIncrementAttribute step = addAttribute(PositionIncrementAttribute.class);
    private final Tokens tokens = new Tokens();
    private final BytesRef current = new BytesRef();
    private Slice message = new Slice();

    @Override
    public void reset() {
      tokens.of(message.bytes(), message.offset(), message.length());
      current.bytes = tokens.bytes();
      term.setBytesRef(current);
      step.setPositionIncrement(1);
    }

    @Override
    public boolean incrementToken() {
      boolean more = tokens.next();
      current.length = tokens.length();
      return more;
    }
  }
}
