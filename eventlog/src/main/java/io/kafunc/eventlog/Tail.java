// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.eventlog;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Follows one partition and feeds its readers, in order, by one thread of its own. It rides out a
 * log that is away, for ever; a reader that throws, or a record nobody can decode, stops it for
 * good: {@link #failure} says why and whoever waits is told. It never skips.
 *
 * <p>Futures complete on the tail's thread: what follows them must not block.
 */
public interface Tail extends AutoCloseable {

  String topic();

  int partition();

  /** The next position to be read; everything before it has been applied by all readers. */
  long position();

  /**
   * Asks once for the end of the log as of now and waits for it.
   *
   * @return the end; fails with {@link java.util.concurrent.TimeoutException} or {@link
   *     TailStoppedException}
   */
  CompletableFuture<Long> readToEnd(Duration timeout);

  /** Waits until the event at this position has been applied; fails as {@link #readToEnd} does. */
  CompletableFuture<Void> awaitPosition(long position, Duration timeout);

  /** Who writes this partition, by the last fence read. */
  Optional<Owner> owner();

  /** Why it stopped, if it did. */
  Optional<Throwable> failure();

  @Override
  void close();
}
