// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.pool;

import java.util.ArrayList;
import java.util.List;

/**
 * Shares the metered time of one instance out among its calls: that is the union of their
 * intervals, not their sum (F-45), so each call bears what no call that ended before it has borne.
 * Only the gaps between calls that still run over them are remembered. Confined to one thread.
 */
final class Meter {

  private List<Span> borne = new ArrayList<>();

  /** Half-open, in milliseconds; in order and apart from each other. */
  private record Span(double begin, double end) {}

  /**
   * What the call that ran from one time to another bears; calls come in the order of their ends.
   */
  double bear(double begin, double end) {
    double covered = 0;
    double from = begin;
    double to = end;
    var next = new ArrayList<Span>();
    for (var span : borne) {
      if (span.end < begin) {
        next.add(span);
      } else {
        covered += Math.max(0, Math.min(span.end, end) - Math.max(span.begin, begin));
        from = Math.min(from, span.begin);
        to = Math.max(to, span.end);
      }
    }
    next.add(new Span(from, to));
    borne = next;
    return Math.max(0, end - begin - covered);
  }

  /** No call that ran before this time is to come any more. */
  void forgetBefore(double time) {
    borne.removeIf(span -> span.end < time);
  }
}
