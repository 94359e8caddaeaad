// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.schemas.call;

import io.kafunc.schemas.invocation.InvocationRecord;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * What kafunc.call-events holds: the life of the calls in the same partition of kafunc.calls. Avro:
 * call.avsc.
 */
public sealed interface CallEvent {

  /** Where the call lies in kafunc.calls. */
  long offset();

  /** The fence of the owner that wrote it. */
  long epoch();

  /**
   * An attempt was handed to an instance.
   *
   * @param refusals attempts so far that failed by our fault
   */
  record CallStarted(long offset, long epoch, int attempt, String node, Instant time, int refusals)
      implements CallEvent {
    public CallStarted {
      time = time.truncatedTo(ChronoUnit.MICROS);
    }
  }

  /**
   * An attempt ended and another is due (RETRY).
   *
   * @param refusals attempts so far that failed by our fault
   */
  record CallDelayed(
      long offset,
      long epoch,
      int attempt,
      Instant due,
      Optional<InvocationRecord> record,
      int refusals)
      implements CallEvent {
    public CallDelayed {
      due = due.truncatedTo(ChronoUnit.MICROS);
    }
  }

  /**
   * A call is settled.
   *
   * @param record absent for a dropped duplicate
   * @param keeping why it is kept; absent when nothing is left to do
   */
  record CallDone(
      long offset, long epoch, Optional<InvocationRecord> record, Optional<Keeping> keeping)
      implements CallEvent {

    /** The end of a call that is not kept. */
    public CallDone(long offset, long epoch, Optional<InvocationRecord> record) {
      this(offset, epoch, record, Optional.empty());
    }
  }

  /** A call is to run no more. */
  record CallCancelled(long offset, long epoch, Instant time) implements CallEvent {
    public CallCancelled {
      time = time.truncatedTo(ChronoUnit.MICROS);
    }
  }

  /**
   * The end of a call was told to its destination, or that was given up.
   *
   * @param failure why it was given up
   */
  record CallDelivered(long offset, long epoch, Optional<String> failure) implements CallEvent {}

  /** A settled call is a dead letter no longer. */
  record CallForgotten(long offset, long epoch) implements CallEvent {}

  /** A settled stateful call is remembered no longer. */
  record CallLapsed(long offset, long epoch) implements CallEvent {}
}
