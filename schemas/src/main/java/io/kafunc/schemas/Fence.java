// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.schemas;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The first record of a partition's new owner: nothing of an earlier owner follows it. */
public record Fence(String node, String url, Instant time) {
  public Fence {
    time = time.truncatedTo(ChronoUnit.MICROS);
  }
}
