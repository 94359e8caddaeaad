// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.drain;

import io.kafunc.invoker.async.drain.Takeover.Holding;
import io.kafunc.invoker.async.queue.AppliedPosition;
import io.kafunc.invoker.async.queue.PartitionCalls;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When a partition's open calls are written down: every few seconds, when anything has changed, one
 * after the other. Guarded by the owner's lock; the writing itself is done elsewhere.
 */
final class SnapshotRhythm {

  private static final Logger LOG = LoggerFactory.getLogger(SnapshotRhythm.class);

  private final Surroundings with;
  private final int partition;
  private final long epoch;
  private final AppliedPosition applied;
  private CompletableFuture<Void> written = CompletableFuture.completedFuture(null);
  private long sequence;
  private long changes;
  private long last = System.nanoTime();

  SnapshotRhythm(Surroundings with, Holding holding, AppliedPosition applied) {
    this.with = with;
    this.partition = holding.partition();
    this.epoch = holding.log().epoch();
    this.sequence = holding.nextSequence();
    this.applied = applied;
  }

  void tick(PartitionCalls calls) {
    boolean due = System.nanoTime() - last > with.settings().snapshotInterval().toNanos();
    if (due && written.isDone() && calls.changes() != changes) {
      write(calls);
    }
  }

  /** Writes down what is open now, unless that is not all known yet. */
  void write(PartitionCalls calls) {
    if (!calls.isCaughtUp()) {
      return;
    }
    last = System.nanoTime();
    changes = calls.changes();
    var snapshot = calls.snapshot(epoch, sequence++, applied.position(), with.clock().instant());
    written =
        written
            .handle((_, _) -> snapshot)
            .thenComposeAsync(each -> with.snapshots().write(partition, each), with.executor())
            .whenComplete(
                (_, failure) -> {
                  if (failure != null) {
                    LOG.warn("snapshot not written partition={}", partition, failure);
                  }
                });
  }

  CompletableFuture<Void> written() {
    return written;
  }
}
