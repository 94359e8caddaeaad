// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.queue;

import java.util.ArrayDeque;

/**
 * Up to where events of this owner are both on disk and applied: what a snapshot may claim. Events
 * are announced in the order in which they are appended; acks may come back in any order. Not
 * thread-safe.
 */
public final class AppliedPosition {

  private final ArrayDeque<Ticket> open = new ArrayDeque<>();
  private long position;

  /**
   * @param position after the owner's fence
   */
  public AppliedPosition(long position) {
    this.position = position;
  }

  /** An event is about to be appended. */
  public Ticket announce() {
    var ticket = new Ticket();
    open.add(ticket);
    return ticket;
  }

  /** The event lies at this offset, and what it says has been applied. */
  public void applied(Ticket ticket, long offset) {
    ticket.offset = offset;
    while (!open.isEmpty() && open.peek().offset >= 0) {
      position = Math.max(position, open.poll().offset + 1);
    }
  }

  /** Every event below it has been applied. */
  public long position() {
    return position;
  }

  /** An event on its way. */
  public static final class Ticket {
    private long offset = -1;

    private Ticket() {}
  }
}
