// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.log.store;

import java.util.ArrayList;
import java.util.List;

/**
 * What a line must say: all of its parts. A part is a word, a {@code "phrase"} whose words follow
 * each other, or, with {@code *} at its end, the beginning of a word. Case does not matter.
 */
public record SearchText(List<Part> parts) {

  public static final SearchText ANYTHING = new SearchText(List.of());

  /** Words in a row; the last may be only the beginning of one. */
  public record Part(String words, boolean prefix) {}

  public SearchText {
    parts = List.copyOf(parts);
  }

  /** Reads a query; a quotation mark without its fellow quotes up to the end. */
  public static SearchText parse(String query) {
    var parts = new ArrayList<Part>();
    int at = 0;
    while (at < query.length()) {
      char c = query.charAt(at);
      if (Character.isWhitespace(c)) {
        at++;
      } else if (c == '"') {
        int end = endOf(query, '"', at + 1);
        parts.add(new Part(query.substring(at + 1, end), false));
        at = end + 1;
      } else {
        int end = at;
        while (end < query.length() && !Character.isWhitespace(query.charAt(end))) {
          end++;
        }
        parts.add(word(query.substring(at, end)));
        at = end;
      }
    }
    return new SearchText(parts);
  }

  private static Part word(String text) {
    return text.endsWith("*")
        ? new Part(text.substring(0, text.length() - 1), true)
        : new Part(text, false);
  }

  private static int endOf(String query, char mark, int from) {
    int end = query.indexOf(mark, from);
    return end < 0 ? query.length() : end;
  }
}
