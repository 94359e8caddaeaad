// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.queue;

import io.kafunc.schemas.Payload;
import io.kafunc.schemas.call.CallEvent;
import io.kafunc.schemas.call.CallSnapshot;
import java.time.Instant;
import java.util.List;

/**
 * How a new owner learns what is open: the newest snapshot, every event from its position to the
 * owner's own fence, and then the calls from its position on, of which the events foretell what
 * became. Each event says all there is to know of its call, so one that the snapshot holds already
 * changes nothing. Not thread-safe.
 */
public final class Recovery {

  private static final CallSnapshot NOTHING =
      new CallSnapshot(
          0,
          0,
          0,
          0,
          Instant.EPOCH,
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of());

  private final CallSnapshot snapshot;
  private final LastEvents events;

  private Recovery(CallSnapshot snapshot) {
    this.snapshot = snapshot;
    this.events = LastEvents.of(snapshot);
  }

  public static Recovery from(CallSnapshot snapshot) {
    return new Recovery(snapshot);
  }

  /** Where no snapshot is: all events and all calls there are have to be read. */
  public static Recovery fromTheBeginning() {
    return new Recovery(NOTHING);
  }

  /** Where in kafunc.call-events to begin. */
  public long eventsPosition() {
    return snapshot.eventsPosition();
  }

  /** The number the next snapshot gets. */
  public long nextSequence() {
    return snapshot.sequence() + 1;
  }

  /** An event, in the order of the log. */
  public void apply(CallEvent event) {
    events.add(event);
  }

  /** What is open; calls that were handed out count as running until they are given back. */
  public PartitionCalls finish() {
    var calls = new PartitionCalls(snapshot.callsPosition(), snapshot.seen(), events);
    for (var queue : snapshot.queues()) {
      reopen(calls, queue.queue(), queue.offsets());
    }
    calls.remember(snapshot.stateful());
    events.forgetBelow(snapshot.callsPosition());
    return calls;
  }

  private void reopen(PartitionCalls calls, String queue, Payload offsets) {
    OffsetList.forEach(offsets, offset -> calls.reopen(offset, queue));
  }
}
