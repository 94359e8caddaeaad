// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.journal;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * Counts what the spool could not take or nobody could encode, and reports it as one letter when
 * the way is free again. Confined to the outbox's thread, but for the total.
 */
final class DroppedLetters {

  /** Makes the report's letter. */
  @FunctionalInterface
  interface Report {
    Letter of(long count, Instant from, Instant to);
  }

  private final Report report;
  private final Clock clock;
  private long count;
  private Instant from;
  private volatile long total;

  DroppedLetters(Report report, Clock clock) {
    this.report = report;
    this.clock = clock;
  }

  void count() {
    if (count++ == 0) {
      from = clock.instant();
    }
    total = total + 1;
  }

  Optional<Letter> report() {
    if (count == 0) {
      return Optional.empty();
    }
    var letter = report.of(count, from, clock.instant());
    count = 0;
    return Optional.of(letter);
  }

  long total() {
    return total;
  }
}
