// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.schemas.invocation;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** One line a function wrote. */
public record OutputLine(Instant time, long sequence, String message) {
  public OutputLine {
    time = time.truncatedTo(ChronoUnit.MICROS);
  }
}
