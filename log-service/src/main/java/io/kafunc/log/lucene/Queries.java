// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.log.lucene;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kafunc.log.store.SearchText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;

/** Conditions of the port in Lucene's words; all must hold. One use. */
final class Queries {

  private final BooleanQuery.Builder all = new BooleanQuery.Builder();
  private boolean any;

  Queries is(String column, String value) {
    return must(new TermQuery(new Term(column, value)));
  }

  Queries is(String column, Optional<String> value) {
    value.ifPresent(wanted -> is(column, wanted));
    return this;
  }

  Queries isOfRequest(String requestId) {
    return must(new TermQuery(new Term(Columns.REQUEST, new BytesRef(Key.hashed(requestId)))));
  }

  Queries isNot(String column, String value) {
    all.add(new TermQuery(new Term(column, value)), Occur.MUST_NOT);
    return this;
  }

  Queries says(SearchText text) {
    text.parts().forEach(part -> must(part(part)));
    return this;
  }

  Query build() {
    return (any ? all : all.add(MatchAllDocsQuery.INSTANCE, Occur.FILTER)).build();
  }

  private Queries must(Query query) {
    all.add(query, Occur.FILTER);
    any = true;
    return this;
  }

  /** Words that follow each other; of the last, when it is only begun, any that begins so. */
  private static Query part(SearchText.Part part) {
    List<Term> tokens = tokens(part.words());
    if (tokens.isEmpty()) {
      return part.prefix() ? MatchAllDocsQuery.INSTANCE : new MatchNoDocsQuery("no word");
    }
    if (!part.prefix()) {
      return inARow(tokens);
    }
    Query begun = new PrefixQuery(tokens.getLast());
    if (tokens.size() == 1) {
      return begun;
    }
    return new BooleanQuery.Builder()
        .add(inARow(tokens.subList(0, tokens.size() - 1)), Occur.FILTER)
        .add(begun, Occur.FILTER)
        .build();
  }

  private static Query inARow(List<Term> tokens) {
    if (tokens.size() == 1) {
      return new TermQuery(tokens.getFirst());
    }
    var phrase = new PhraseQuery.Builder();
    tokens.forEach(phrase::add);
    return phrase.build();
  }

  private static List<Term> tokens(String words) {
    byte[] text = words.getBytes(UTF_8);
    var cutter = new Tokens();
    cutter.of(text, 0, text.length);
    var tokens = new ArrayList<Term>();
    while (cutter.next()) {
      var token = BytesRef.deepCopyOf(new BytesRef(cutter.bytes(), 0, cutter.length()));
      tokens.add(new Term(Columns.MESSAGE, token));
    }
    return tokens;
  }
}
