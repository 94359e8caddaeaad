// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.eventlog;

import java.util.List;

/**
 * One partition of a topic: anybody tails it, one owner appends to it. Order in the log is the
 * truth; an event counts from the moment its append is acked. EventLogContract of the test-jar says
 * what every implementation must hold.
 */
public interface EventLog<E> {

  String topic();

  int partition();

  /**
   * Starts a tail from the lowest position its readers want and registers it with the process's
   * {@link LocalReaders}.
   */
  Tail tail(List<? extends Reader<E>> readers);

  /**
   * Makes this node the writer: after it returns, no earlier owner can append. Blocks, and throws
   * {@link UnclearAppendException} when the log does not answer. Only who has been elected ({@link
   * Ownership}) may call it: two healthy nodes that both do fence each other for ever.
   */
  OwnedLog<E> own(Node node);
}
