// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.schemas.metadata;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What every metadata event says of its making: whose account it changes, the account's revision
 * after it, when, by which access key, in which request.
 */
public record Stamp(String accountId, long revision, Instant time, String actor, String requestId) {
  public Stamp {
    time = time.truncatedTo(ChronoUnit.MICROS);
  }
}
