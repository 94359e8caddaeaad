// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.log.ingest;

import jakarta.inject.Singleton;

/**
 * How far the ingest is behind Kafka. Complete from the moment all is in the store that was in
 * Kafka when the ingest began. Safe for any thread.
 */
@Singleton
public class Progress {

  private volatile boolean complete;
  private volatile long behind = -1;

  public boolean isComplete() {
    return complete;
  }

  /** How many records Kafka has that the store has not; -1 while that is unknown. */
  public long behind() {
    return behind;
  }

  /** Whether all is there that was there at the start, and how many records are missing now. */
  public void report(boolean caughtUp, long missing) {
    complete = caughtUp;
    behind = missing;
  }

  /** The word for it in answers. */
  public String word() {
    return complete ? "Complete" : "Incomplete";
  }
}
