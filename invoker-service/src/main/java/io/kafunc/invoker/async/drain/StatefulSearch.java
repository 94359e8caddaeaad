// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.drain;

import io.kafunc.invoker.async.queue.StatefulCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Finds stateful calls of a queue by many short looks: the owner hands out and reads between two of
 * them, however many calls there are and however few are wanted. Each row is as it stood when it
 * was looked at.
 *
 * @param ascending by offset
 */
record StatefulSearch(Look look, boolean ascending) {

  /** Most rows that are seen under the owner's lock at once. */
  static final int MOST = 1_000;

  /** A look at the calls from an offset on, inclusive; fewer than {@code most} are the last. */
  @FunctionalInterface
  interface Look {
    List<StatefulCall> at(Optional<Long> from, int most);
  }

  /** The first calls from an offset on, inclusive, that are wanted. */
  List<StatefulCall> find(Optional<Long> from, int limit, Predicate<StatefulCall> wanted) {
    var found = new ArrayList<StatefulCall>();
    var rest = from;
    List<StatefulCall> seen;
    do {
      seen = look.at(rest, MOST);
      seen.stream().filter(wanted).limit(limit - found.size()).forEach(found::add);
      rest = behind(seen);
    } while (seen.size() == MOST && found.size() < limit);
    return found;
  }

  private Optional<Long> behind(List<StatefulCall> seen) {
    return seen.isEmpty()
        ? Optional.empty()
        : Optional.of(seen.getLast().call().offset() + (ascending ? 1 : -1));
  }
}
