// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.pool;

import io.kafunc.invoker.catalog.FunctionSpec;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A call without an instance yet. Guarded by the pool's lock; answered outside it. */
final class Waiter {

  final FunctionSpec spec;
  final Kind kind;
  final String requestId;
  final long since;
  final CompletableFuture<Acquisition> answer = new CompletableFuture<>();
  private Future<?> deadline;

  Waiter(FunctionSpec spec, Kind kind, String requestId, long since) {
    this.spec = spec;
    this.kind = kind;
    this.requestId = requestId;
    this.since = since;
  }

  PoolPolicy.Demand demand(long now) {
    return new PoolPolicy.Demand(kind, (now - since) / 1e6);
  }

  /** Gives up when its patience is over. */
  void waits(Patience patience, ScheduledExecutorService timers, Runnable giveUp) {
    deadline = timers.schedule(giveUp, patience.atMost().toNanos(), TimeUnit.NANOSECONDS);
    patience.stop().ifPresent(stop -> stop.thenRunAsync(giveUp, timers));
  }

  void answer(Acquisition acquisition) {
    if (deadline != null) {
      deadline.cancel(false);
    }
    answer.complete(acquisition);
  }
}
