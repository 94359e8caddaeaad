// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafunc.invoker.catalog.FunctionSpec;
import io.kafunc.invoker.runtime.Call;
import io.kafunc.invoker.runtime.Functions;
import io.kafunc.invoker.runtime.LogSink;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;

/** A pool whose instances, time and limits are in the test's hands. */
abstract class PoolSpec {

  static final FunctionSpec FUNCTION = Functions.function("nodejs12", "index.f").spec();
  static final Duration LONG = Duration.ofMinutes(1);

  final FakeInstances instances = new FakeInstances();
  final ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor();
  final AtomicLong now = new AtomicLong();
  int accountLimit = 300;
  int parallelStarts = 2;
  OptionalInt rule = OptionalInt.empty();
  Duration idleTimeout = Duration.ofMinutes(5);
  Duration freezeAfter = Duration.ZERO;
  Duration drainTimeout = Duration.ofMillis(10);
  InstancePool pool;

  @AfterEach
  void stop() {
    if (pool != null) {
      pool.close();
    }
    timers.shutdownNow();
  }

  void given() {
    pool =
        new InstancePool(
            instances,
            spec -> rule,
            () -> 10_000,
            new PoolSettings(
                accountLimit, idleTimeout, freezeAfter, parallelStarts, 2, 0, drainTimeout),
            timers,
            now::get);
  }

  CompletableFuture<Acquisition> acquire(FunctionSpec spec, Kind kind) {
    return pool.acquire(spec, kind, "request", Patience.of(LONG)).toCompletableFuture();
  }

  static Lease lease(CompletableFuture<Acquisition> call) {
    assertThat(call).isDone();
    assertThat(call.join()).isInstanceOf(Acquisition.Granted.class);
    return ((Acquisition.Granted) call.join()).lease();
  }

  static Acquisition.Why why(CompletableFuture<Acquisition> call) {
    assertThat(call).isDone();
    return call.join() instanceof Acquisition.Refused(Acquisition.Why why, String message)
        ? why
        : null;
  }

  static void runAndRelease(CompletableFuture<Acquisition> call) {
    var lease = lease(call);
    lease.run(new Call("r", new byte[0], 0), LogSink.NONE).toCompletableFuture().join();
    lease.release();
  }
}
