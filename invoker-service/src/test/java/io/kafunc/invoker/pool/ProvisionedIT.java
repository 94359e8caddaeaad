// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kafunc.invoker.catalog.FunctionSpec;
import io.kafunc.invoker.runtime.Call;
import io.kafunc.invoker.runtime.Functions;
import io.kafunc.invoker.runtime.LogSink;
import io.kafunc.invoker.runtime.RunResult;
import io.kafunc.invoker.runtime.RuntimeBench;
import io.kafunc.invoker.sandbox.ProcessSandbox;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Provisioned instances that are real processes. */
class ProvisionedIT {

  private static final PoolSettings SETTINGS =
      new PoolSettings(
          20, Duration.ofMinutes(5), Duration.ofSeconds(1), 2, 0, 0, Duration.ofMillis(100));

  private final ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor();
  private final FunctionSpec prod =
      Functions.function("nodejs12", "index.sleepOrExit").version("PROD", "1").spec();
  private volatile OptionalInt rule = OptionalInt.empty();
  private RuntimeBench bench;
  private InstancePool pool;

  @BeforeEach
  void open() {
    bench =
        new RuntimeBench(
            new ProcessSandbox("provisioned"), RuntimeBench.runtimes().resolve("nodejs/contract"));
    pool =
        new InstancePool(
            bench.starter(), spec -> rule, new LinuxHost(), SETTINGS, timers, System::nanoTime);
  }

  @AfterEach
  void close() {
    pool.close();
    timers.shutdownNow();
    bench.close();
  }

  @Test
  void hasTwentyReadyWithinFiveSecondsAndServesThemColdStartFree() {
    long begin = System.nanoTime();
    pool.provide(Map.of(prod, Ready.of(20)), () -> "start");
    await().atMost(Duration.ofSeconds(30)).until(() -> provisioned() == 20);
    long tookMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);

    rule = OptionalInt.of(0);
    var leases = new ArrayList<Lease>();
    for (int i = 0; i < 20; i++) {
      leases.add(((Acquisition.Granted) acquire(Kind.SYNC).join()).lease());
    }
    assertThat(leases).allMatch(Lease::provisioned).allMatch(lease -> lease.coldStartMs() == 0);
    assertThat(acquire(Kind.SYNC).join())
        .isInstanceOfSatisfying(
            Acquisition.Refused.class,
            refused -> assertThat(refused.why()).isEqualTo(Acquisition.Why.LIMIT));
    leases.forEach(Lease::release);
    assertThat(tookMs).isLessThan(5_000);
  }

  @Test
  void replacesProcessesThatExit() {
    pool.provide(Map.of(prod, Ready.of(2)), () -> "start");
    await().until(() -> provisioned() == 2);
    var before = ids();

    assertThat(call("exit").join()).isInstanceOf(RunResult.Crashed.class);

    await()
        .atMost(Duration.ofSeconds(10))
        .until(
            () -> {
              pool.provide(Map.of(prod, Ready.of(2)), () -> "start");
              return provisioned() == 2 && !ids().equals(before);
            });
  }

  @Test
  void risesAndFallsUnderLoadWithoutAFailedCall() {
    var stop = new AtomicBoolean();
    var completed = new AtomicInteger();
    var failed = new AtomicInteger();
    var callers = new ArrayList<CompletableFuture<Void>>();
    for (int i = 0; i < 4; i++) {
      callers.add(
          CompletableFuture.runAsync(
              () -> {
                while (!stop.get()) {
                  var result = call("5").join();
                  (result instanceof RunResult.Completed ? completed : failed).incrementAndGet();
                }
              }));
    }

    for (int target : new int[] {4, 1, 6, 0, 3}) {
      pool.provide(Map.of(prod, Ready.of(target)), () -> "start");
      await().atMost(Duration.ofSeconds(15)).until(() -> provisioned() == target);
    }
    stop.set(true);
    callers.forEach(CompletableFuture::join);

    assertThat(failed).hasValue(0);
    assertThat(completed.get()).isPositive();
  }

  private int provisioned() {
    return (int) pool.counts().stream().mapToInt(PoolCounts::provisioned).sum();
  }

  private HashSet<String> ids() {
    var ids = new HashSet<String>();
    pool.instances().forEach(instance -> ids.add(instance.instanceId()));
    return ids;
  }

  private CompletableFuture<Acquisition> acquire(Kind kind) {
    return pool.acquire(prod, kind, "r", Patience.of(Duration.ofSeconds(30))).toCompletableFuture();
  }

  private CompletableFuture<RunResult> call(String event) {
    return acquire(Kind.SYNC)
        .thenCompose(
            acquisition -> {
              var lease = ((Acquisition.Granted) acquisition).lease();
              return lease
                  .run(new Call("r", event.getBytes(), 0), LogSink.NONE)
                  .whenComplete((_, _) -> lease.release());
            })
        .thenCompose(
            report ->
                report.result() instanceof RunResult.NeverRan
                    ? call(event)
                    : CompletableFuture.completedFuture(report.result()));
  }
}
