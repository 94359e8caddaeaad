// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.invocation;

/** How far the journal is behind. */
public interface JournalBacklog {

  /** What waits on disk for the broker. */
  long spoolBytes();

  /** How many records and batches of lines did not fit there since the start. */
  long dropped();
}
