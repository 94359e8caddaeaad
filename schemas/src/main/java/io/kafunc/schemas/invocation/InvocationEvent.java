// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.schemas.invocation;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What kafunc.invocations holds: ends of synchronous calls. Avro: invocation.avsc. */
public sealed interface InvocationEvent {

  /** A synchronous call ended. */
  record InvocationCompleted(InvocationRecord record) implements InvocationEvent {}

  /** Records were lost because the broker was away and the spool full. */
  record RecordsDropped(String node, long count, Instant from, Instant to)
      implements InvocationEvent {
    public RecordsDropped {
      from = from.truncatedTo(ChronoUnit.MICROS);
      to = to.truncatedTo(ChronoUnit.MICROS);
    }
  }
}
