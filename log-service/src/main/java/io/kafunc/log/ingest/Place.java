// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.log.ingest;

import io.kafunc.log.store.Coverage;
import io.kafunc.log.store.Partition;
import io.kafunc.log.store.Section;

/**
 * Where the reading of one partition stands. What its section holds already is passed over, so that
 * a gap is filled and nothing is added twice. One thread.
 */
final class Place {

  private final Partition partition;
  private final Section section;
  private final Coverage held;
  private long next;
  private long until;

  /**
   * @param held what the section holds of it
   * @param begin the first offset Kafka has
   * @param end the offset the next record gets
   */
  Place(Partition partition, Section section, Coverage held, long begin, long end) {
    this.partition = partition;
    this.section = section;
    this.held = held.before(end);
    moveTo(this.held.firstMissing(begin));
  }

  Partition partition() {
    return partition;
  }

  /** The offset to read next. */
  long next() {
    return next;
  }

  boolean wants(long offset) {
    return offset >= next && offset < until;
  }

  /**
   * Everything before {@code position} has been read.
   *
   * @return whether the reading must go on elsewhere, at {@link #next}
   */
  boolean reached(long position) {
    if (position == next) {
      return false;
    }
    section.covered(partition, next, Math.min(position, until));
    if (position < until) {
      next = position;
      return false;
    }
    moveTo(held.firstMissing(until));
    return next != position;
  }

  private void moveTo(long offset) {
    next = offset;
    until = held.nextHeld(offset);
  }
}
