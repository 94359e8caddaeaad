// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.eventlog;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The write side of one partition during one ownership. Thread-safe. */
public interface OwnedLog<E> extends AutoCloseable {

  /** The position of the fence that began this ownership; later ones have higher epochs. */
  long epoch();

  /**
   * Appends all, in order, and answers with their positions once they are acked. The future fails
   * with {@link OwnershipLostException} (another owner has taken over, nothing may be retried) or
   * {@link UnclearAppendException} (some, all or none may be in the log); either way this ownership
   * is over.
   *
   * @throws IllegalArgumentException when an event cannot be encoded or is too large; nothing was
   *     appended
   */
  CompletableFuture<List<Long>> append(List<E> events);

  @Override
  void close();
}
