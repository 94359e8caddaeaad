// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.queue;

import java.time.Instant;

/** Where an open call stands. */
public sealed interface Standing {

  /** In its queue. */
  record Waits() implements Standing {}

  /** Its next attempt, which is this one, has a time. */
  record Delayed(int attempt) implements Standing {}

  /** Handed out; {@code since} is when, in this owner's time. */
  record Runs(int attempt, Instant since) implements Standing {}

  /** Settled, or never a call. */
  record NotOpen() implements Standing {}
}
