// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.runtime;

import io.kafunc.invoker.catalog.FunctionSpec;
import io.kafunc.invoker.pool.Acquisition;
import io.kafunc.invoker.pool.InstancePool;
import io.kafunc.invoker.pool.InstanceRules;
import io.kafunc.invoker.pool.Kind;
import io.kafunc.invoker.pool.LinuxHost;
import io.kafunc.invoker.pool.Patience;
import io.kafunc.invoker.pool.PoolSettings;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Prints round trips per second of a function that does nothing, through one instance's channel and
 * through the pool, at several calls in flight, and cold starts. Run by hand: figures, no
 * judgement.
 */
public final class RoundTrips {

  private static final int ROUNDS = 7;
  private static final int CALLS = 60_000;
  private static final int COLD_STARTS = 15;
  private static final int THAWS = 500;

  private static final Call CALL =
      new Call("0190f1a2-0000-7000-8000-000000000000", new byte[100], 0);

  private RoundTrips() {}

  public static void main(String[] arguments) throws InterruptedException {
    for (var place : Place.all().toList()) {
      try (var bench = place.bench()) {
        coldStarts(place, bench);
        for (int inFlight : new int[] {1, 16, 64}) {
          if (inFlight == 1 || place.isNode()) {
            var instance = bench.instance(place.function("nothing").concurrency(inFlight));
            rates(
                place + ", one instance",
                inFlight,
                next -> instance.run(CALL, LogSink.NONE).thenAccept(next));
            instance.kill();
          }
        }
        thawed(place, bench);
        pooled(place, bench);
      }
    }
    System.exit(0);
  }

  /** What a call pays for finding its instance frozen. */
  private static void thawed(Place place, RuntimeBench bench) {
    var instance = bench.instance(place.function("nothing"));
    double[] warm = new double[THAWS];
    double[] thawed = new double[THAWS];
    for (int i = 0; i < THAWS; i++) {
      warm[i] = micros(instance);
      instance.freeze().toCompletableFuture().join();
      thawed[i] = micros(instance);
    }
    instance.kill();
    Arrays.sort(warm);
    Arrays.sort(thawed);
    System.out.printf(
        "%-40s p50 awake %.0f us, frozen %.0f us; p99 awake %.0f us, frozen %.0f us%n",
        place,
        warm[THAWS / 2],
        thawed[THAWS / 2],
        warm[THAWS * 99 / 100],
        thawed[THAWS * 99 / 100]);
  }

  private static double micros(Instance instance) {
    long begin = System.nanoTime();
    instance.run(CALL, LogSink.NONE).toCompletableFuture().join();
    return (System.nanoTime() - begin) / 1e3;
  }

  private static void coldStarts(Place place, RuntimeBench bench) {
    double[] times = new double[COLD_STARTS];
    for (int i = 0; i < COLD_STARTS; i++) {
      var instance = bench.instance(place.function("nothing"));
      times[i] = instance.coldStartMs();
      instance.kill();
    }
    Arrays.sort(times);
    System.out.printf(
        "%-40s cold start %.1f ms (best %.1f)%n", place, times[COLD_STARTS / 2], times[0]);
  }

  /** One call at a time in an instance: how the pool spreads callers is part of the figure. */
  private static void pooled(Place place, RuntimeBench bench) throws InterruptedException {
    var timers = Executors.newSingleThreadScheduledExecutor();
    var settings =
        new PoolSettings(
            300, Duration.ofMinutes(5), Duration.ofSeconds(1), 0, 0, 256, Duration.ZERO);
    var spec = place.function("nothing").spec();
    try (var pool =
        new InstancePool(
            bench.starter(),
            InstanceRules.NONE,
            new LinuxHost(),
            settings,
            timers,
            System::nanoTime)) {
      for (int callers : new int[] {1, 16, 64}) {
        rates(place + ", pool", callers, next -> throughPool(pool, spec, next));
        System.out.println("  instances: " + pool.instances().size());
      }
    }
    timers.shutdownNow();
  }

  private static void throughPool(InstancePool pool, FunctionSpec spec, Consumer<RunReport> next) {
    pool.acquire(spec, Kind.SYNC, CALL.requestId(), Patience.of(Duration.ofSeconds(30)))
        .thenAccept(
            acquisition -> {
              var lease = ((Acquisition.Granted) acquisition).lease();
              lease
                  .run(CALL, LogSink.NONE)
                  .thenAccept(
                      report -> {
                        lease.release();
                        next.accept(report);
                      });
            });
  }

  private static void rates(String what, int callers, Consumer<Consumer<RunReport>> call)
      throws InterruptedException {
    round(callers, call);
    double[] rates = new double[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      rates[i] = round(callers, call);
    }
    Arrays.sort(rates);
    System.out.printf(
        "%-40s %3d in flight: %,8.0f calls/s (best %,.0f)%n",
        what, callers, rates[ROUNDS / 2], rates[ROUNDS - 1]);
  }

  private static double round(int callers, Consumer<Consumer<RunReport>> call)
      throws InterruptedException {
    var done = new CountDownLatch(callers);
    var left = new AtomicInteger(CALLS);
    long start = System.nanoTime();
    for (int i = 0; i < callers; i++) {
      next(call, left, done);
    }
    done.await();
    return CALLS / ((System.nanoTime() - start) / 1e9);
  }

  private static void next(
      Consumer<Consumer<RunReport>> call, AtomicInteger left, CountDownLatch done) {
    if (left.getAndDecrement() <= 0) {
      done.countDown();
      return;
    }
    call.accept(report -> next(call, left, done));
  }
}
