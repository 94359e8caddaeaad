// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.catalog;

import io.kafunc.eventlog.Owner;
import io.kafunc.eventlog.Tail;
import io.kafunc.schemas.Topics;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Follows nothing: the test feeds the catalog by hand. */
public final class NoTail implements Tail {

  @Override
  public String topic() {
    return Topics.METADATA;
  }

  @Override
  public int partition() {
    return 0;
  }

  @Override
  public long position() {
    return 0;
  }

  @Override
  public CompletableFuture<Long> readToEnd(Duration timeout) {
    return CompletableFuture.completedFuture(0L);
  }

  @Override
  public CompletableFuture<Void> awaitPosition(long position, Duration timeout) {
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public Optional<Owner> owner() {
    return Optional.empty();
  }

  @Override
  public Optional<Throwable> failure() {
    return Optional.empty();
  }

  @Override
  public void close() {}
}
