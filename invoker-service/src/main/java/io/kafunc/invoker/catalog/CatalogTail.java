// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.catalog;

import io.kafunc.eventlog.Tail;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The tail that feeds the catalog, and whether the catalog has caught up once. Thread-safe. */
public final class CatalogTail implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Tail tail;
  private final CompletableFuture<Void> caughtUp = new CompletableFuture<>();

  public CatalogTail(Tail tail) {
    this.tail = tail;
    catchUp();
  }

  /** Completes when the end of the log, as it was at the start, has been reached. */
  public CompletableFuture<Void> caughtUp() {
    return caughtUp.copy();
  }

  public Tail tail() {
    return tail;
  }

  /** However long the broker is away: the tail waits for it, and so do we. */
  private void catchUp() {
    tail.readToEnd(PATIENCE)
        .whenComplete(
            (_, away) -> {
              if (away == null) {
                caughtUp.complete(null);
              } else if (tail.failure().isEmpty() && !caughtUp.isDone()) {
                CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS)
                    .execute(this::catchUp);
              }
            });
  }

  @Override
  public void close() {
    caughtUp.cancel(false);
    tail.close();
  }
}
