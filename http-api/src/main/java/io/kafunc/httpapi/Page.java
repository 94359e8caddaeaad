// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.httpapi;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One page of a list, and the name at which the next begins: none on the last. The token being a
 * name, a page stays right when items come and go between two requests.
 */
public record Page<T>(List<T> items, Optional<String> nextToken) {

  /** Ascending bytes of UTF-8, which for two well-formed texts is the order of code points. */
  public static final Comparator<String> BYTE_ORDER = Page::compareBytes;

  public Page {
    items = List.copyOf(items);
  }

  /** Cuts the page out of all items, which come in {@link #BYTE_ORDER} of their names. */
  public static <T> Page<T> cut(
      Iterable<? extends T> sorted, Function<? super T, String> name, PageRequest wanted) {
    List<T> items = new ArrayList<>(Math.min(wanted.limit(), 100));
    for (T item : sorted) {
      String key = name.apply(item);
      boolean before = wanted.from().map(from -> compareBytes(key, from) < 0).orElse(false);
      if (before || !key.startsWith(wanted.prefix())) {
        continue;
      }
      if (items.size() == wanted.limit()) {
        return new Page<>(items, Optional.of(key));
      }
      items.add(item);
    }
    return new Page<>(items, Optional.empty());
  }

  /** The same items, for lists that name what follows otherwise. */
  public Page<T> withoutToken() {
    return new Page<>(items, Optional.empty());
  }

  public <R> Page<R> map(Function<? super T, ? extends R> change) {
    return new Page<>(items.stream().<R>map(change).toList(), nextToken);
  }

  private static int compareBytes(String left, String right) {
    int length = Math.min(left.length(), right.length());
    for (int i = 0; i < length; i++) {
      char l = left.charAt(i);
      char r = right.charAt(i);
      if (l != r) {
        boolean oneIsSurrogate = Character.isSurrogate(l) != Character.isSurrogate(r);
        return oneIsSurrogate ? (Character.isSurrogate(l) ? 1 : -1) : Character.compare(l, r);
      }
    }
    return Integer.compare(left.length(), right.length());
  }
}
