// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.schemas.firing;

import io.kafunc.schemas.Payload;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What kafunc.firings holds. Avro: firing.avsc. */
public sealed interface FiringEvent {

  /** A timer's tick is to be sent; holds all that is sent. */
  record TimerDue(
      String accountId,
      String serviceName,
      String functionName,
      String triggerName,
      String triggerId,
      Instant tick,
      String qualifier,
      Payload payload,
      Instant time)
      implements FiringEvent {
    public TimerDue {
      tick = tick.truncatedTo(ChronoUnit.MICROS);
      time = time.truncatedTo(ChronoUnit.MICROS);
    }
  }

  /** The call of a tick is accepted. */
  record TimerFired(
      String accountId,
      String serviceName,
      String functionName,
      String triggerName,
      String triggerId,
      Instant tick,
      String requestId,
      Instant time)
      implements FiringEvent {
    public TimerFired {
      tick = tick.truncatedTo(ChronoUnit.MICROS);
      time = time.truncatedTo(ChronoUnit.MICROS);
    }
  }
}
