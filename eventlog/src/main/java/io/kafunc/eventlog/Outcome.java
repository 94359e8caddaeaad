// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.eventlog;

/** What became of a command. */
public sealed interface Outcome<E, R> {

  /** The event is in the log and every local reader has applied it. */
  record Appended<E, R>(E event, long position) implements Outcome<E, R> {}

  /** Refused on the state as it was; the log is untouched. */
  record Refused<E, R>(R refusal) implements Outcome<E, R> {}

  /**
   * Nobody could decide, or the answer came too late. The event may be in the log only where the
   * reason says so.
   */
  record Unavailable<E, R>(String reason) implements Outcome<E, R> {}
}
