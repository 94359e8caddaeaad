// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.schemas;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** A record nobody could decode, kept for a person to look at. */
public record Parked(
    String topic,
    int partition,
    long offset,
    String reason,
    Instant time,
    Payload key,
    Payload value) {
  public Parked {
    time = time.truncatedTo(ChronoUnit.MICROS);
  }
}
