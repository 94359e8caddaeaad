// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.schemas.call;

import io.kafunc.schemas.Payload;
import io.kafunc.schemas.invocation.InvocationRecord;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * The open calls of one partition of kafunc.calls at a moment. Avro: call-snapshot.avsc.
 *
 * @param sequence counts the partition's snapshots, over all owners
 * @param callsPosition next offset of kafunc.calls that was to be read
 * @param eventsPosition every event of kafunc.call-events below it is in this snapshot
 * @param queues every open call: waiting, handed out or delayed
 * @param seen the highest number seen of each source
 * @param kept settled calls that are kept
 * @param stateful open calls that are stateful
 */
public record CallSnapshot(
    long epoch,
    long sequence,
    long callsPosition,
    long eventsPosition,
    Instant time,
    List<OpenQueue> queues,
    List<OpenStart> started,
    List<OpenDelay> delayed,
    List<Deduplication> seen,
    List<KeptCall> kept,
    List<OpenStateful> stateful) {

  public CallSnapshot {
    time = time.truncatedTo(ChronoUnit.MICROS);
    queues = List.copyOf(queues);
    started = List.copyOf(started);
    delayed = List.copyOf(delayed);
    seen = List.copyOf(seen);
    kept = List.copyOf(kept);
    stateful = List.copyOf(stateful);
  }

  /** The open calls of one queue; offsets as differences in varints. */
  public record OpenQueue(String queue, long count, Payload offsets) {}

  /** A settled call that is kept, and how it ended. */
  public record KeptCall(long offset, Keeping keeping, InvocationRecord record) {}

  /**
   * An open stateful call.
   *
   * @param key of its record, which its request id is made of
   */
  public record OpenStateful(
      long offset, String queue, String invocationId, Payload key, Instant accepted) {
    public OpenStateful {
      accepted = accepted.truncatedTo(ChronoUnit.MICROS);
    }
  }

  /** An open call that was handed to an instance. */
  public record OpenStart(long offset, int attempt, String node, Instant time, int refusals) {
    public OpenStart {
      time = time.truncatedTo(ChronoUnit.MICROS);
    }
  }

  /** An open call whose next attempt has a time. */
  public record OpenDelay(long offset, int attempt, Instant due, int refusals) {
    public OpenDelay {
      due = due.truncatedTo(ChronoUnit.MICROS);
    }
  }
}
