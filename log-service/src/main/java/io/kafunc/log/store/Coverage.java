// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.log.store;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Which offsets of one partition a store holds: ascending ranges that neither touch nor overlap.
 * What lies between them is to be read again. Immutable.
 */
public record Coverage(List<Range> ranges) {

  public static final Coverage NONE = new Coverage(List.of());

  /** From {@code from} inclusive to {@code to} exclusive. */
  public record Range(long from, long to) {
    public Range {
      if (from < 0 || to < from) {
        throw new IllegalArgumentException("no range: " + from + " to " + to);
      }
    }
  }

  public Coverage {
    ranges = List.copyOf(ranges);
  }

  public Coverage plus(long from, long to) {
    return from >= to ? this : plus(new Coverage(List.of(new Range(from, to))));
  }

  public Coverage plus(Coverage other) {
    var sorted = new ArrayList<>(ranges);
    sorted.addAll(other.ranges);
    sorted.sort(Comparator.comparingLong(Range::from));
    var merged = new ArrayList<Range>();
    for (Range next : sorted) {
      Range last = merged.isEmpty() ? null : merged.getLast();
      if (last != null && next.from <= last.to) {
        merged.set(merged.size() - 1, new Range(last.from, Math.max(last.to, next.to)));
      } else {
        merged.add(next);
      }
    }
    return new Coverage(merged);
  }

  /** The part of it before {@code end}. */
  public Coverage before(long end) {
    return new Coverage(
        ranges.stream()
            .filter(range -> range.from < end)
            .map(range -> new Range(range.from, Math.min(range.to, end)))
            .toList());
  }

  /** The first offset at or after this one that is not held. */
  public long firstMissing(long from) {
    return ranges.stream()
        .filter(range -> range.from <= from && from < range.to)
        .findFirst()
        .map(Range::to)
        .orElse(from);
  }

  /** The first held offset after this one, which is not held itself; none: the largest long. */
  public long nextHeld(long from) {
    return ranges.stream()
        .mapToLong(Range::from)
        .filter(f -> f > from)
        .min()
        .orElse(Long.MAX_VALUE);
  }

  /** As {@link #parse} reads it: {@code 0-100 150-200}. */
  @Override
  public String toString() {
    return ranges.stream().map(r -> r.from + "-" + r.to).collect(Collectors.joining(" "));
  }

  public static Coverage parse(String text) {
    var ranges = new ArrayList<Range>();
    for (String range : text.isEmpty() ? new String[0] : text.split(" ")) {
      int dash = range.indexOf('-');
      ranges.add(
          new Range(
              Long.parseLong(range.substring(0, dash)), Long.parseLong(range.substring(dash + 1))));
    }
    return new Coverage(ranges);
  }
}
