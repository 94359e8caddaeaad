// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.eventlog;

import java.util.List;

/**
 * A reader of a tail, and the first position it has not been given: what it had already is not
 * given again. Used by the tail's one thread.
 */
public final class Feed<E> {

  private final Reader<E> reader;
  private long next;

  public Feed(Reader<E> reader) {
    this.reader = reader;
    this.next = reader.from();
  }

  public long next() {
    return next;
  }

  /**
   * @throws BehindException when the reader has lost what it was given before
   */
  public void give(List<Recorded<E>> batch) {
    if (batch.isEmpty()) {
      reader.idle();
    }
    var wanted = batch.stream().filter(event -> event.position() >= next).toList();
    if (!wanted.isEmpty()) {
      reader.apply(wanted);
      next = wanted.getLast().position() + 1;
    }
  }

  /** Begins anew where the reader says. */
  public void goBack() {
    next = reader.from();
  }
}
