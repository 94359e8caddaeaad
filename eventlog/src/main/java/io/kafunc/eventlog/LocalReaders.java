// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.eventlog;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * All tails of this process. A write is answered when every one of them that follows its partition
 * has applied it, so that whoever asks next, whichever service answers, sees it. Thread-safe.
 */
@Singleton
public class LocalReaders {

  private final List<Tail> tails = new CopyOnWriteArrayList<>();

  public void register(Tail tail) {
    tails.add(tail);
  }

  public void unregister(Tail tail) {
    tails.remove(tail);
  }

  /**
   * Waits until every local tail of this partition has applied the event at this position.
   *
   * @return fails with {@link java.util.concurrent.TimeoutException} or {@link
   *     TailStoppedException}
   */
  public CompletableFuture<Void> await(
      String topic, int partition, long position, Duration timeout) {
    return CompletableFuture.allOf(
        tails.stream()
            .filter(tail -> isOf(tail, topic, partition))
            .map(tail -> tail.awaitPosition(position, timeout))
            .toArray(CompletableFuture[]::new));
  }

  /** The tail of this partition that has been here longest. */
  public Optional<Tail> first(String topic, int partition) {
    return tails.stream().filter(tail -> isOf(tail, topic, partition)).findFirst();
  }

  private static boolean isOf(Tail tail, String topic, int partition) {
    return tail.partition() == partition && tail.topic().equals(topic);
  }

  /** The tails that have stopped by a fault: the process is not healthy while there is one. */
  public List<Tail> failed() {
    return tails.stream().filter(tail -> tail.failure().isPresent()).toList();
  }
}
