// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafunc.invoker.catalog.FunctionSpec;
import io.kafunc.invoker.runtime.Call;
import io.kafunc.invoker.runtime.Functions;
import io.kafunc.invoker.runtime.LogSink;
import io.kafunc.invoker.runtime.RunReport;
import io.kafunc.invoker.runtime.RunResult;
import io.kafunc.invoker.runtime.RuntimeBench;
import io.kafunc.invoker.sandbox.ProcessSandbox;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The pool over real processes. */
class PoolIT {

  private static final PoolSettings SETTINGS =
      new PoolSettings(
          20, Duration.ofMinutes(5), Duration.ofSeconds(1), 2, 0, 0, Duration.ofMillis(100));

  private final ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor();
  private RuntimeBench bench;
  private InstancePool pool;

  @BeforeEach
  void open() {
    bench =
        new RuntimeBench(
            new ProcessSandbox("pool"), RuntimeBench.runtimes().resolve("nodejs/contract"));
    pool =
        new InstancePool(
            bench.starter(),
            InstanceRules.NONE,
            new LinuxHost(),
            SETTINGS,
            timers,
            System::nanoTime);
  }

  @AfterEach
  void close() {
    pool.close();
    timers.shutdownNow();
    bench.close();
  }

  @Test
  void servesTwoHundredQueuedNoOpsWithAHandfulOfProcesses() {
    var calls = calls(Functions.function("nodejs12", "index.json").spec(), Kind.ASYNC, 200, "");

    assertThat(calls)
        .allSatisfy(
            call -> assertThat(call.join().result()).isInstanceOf(RunResult.Completed.class));
    assertThat(pool.instances()).hasSizeLessThanOrEqualTo(6);
  }

  @Test
  void growsForCallsThatWaitForSomethingElseThanAProcessor() {
    long start = System.nanoTime();

    var calls = calls(Functions.function("nodejs12", "index.sleep").spec(), Kind.SYNC, 10, "3000");
    calls.forEach(CompletableFuture::join);

    assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)).isLessThan(8_000);
    assertThat(pool.instances()).hasSize(10);
  }

  @Test
  void goesOnAfterEachCrash() {
    var spec = Functions.function("nodejs12", "index.sleepOrExit").spec();

    for (int i = 0; i < 10; i++) {
      var crash = call(spec, Kind.SYNC, "exit");
      assertThat(crash.join().result()).isInstanceOf(RunResult.Crashed.class);
      assertThat(call(spec, Kind.SYNC, "1").join().result())
          .isInstanceOf(RunResult.Completed.class);
    }
  }

  @Test
  void keepsItsCountsUnderManyCallersAndCrashes() {
    var spec = Functions.function("nodejs12", "index.sleepOrExit").concurrency(5).spec();
    var ends = new AtomicInteger();
    var calls = new ArrayList<CompletableFuture<RunReport>>();

    for (int i = 0; i < 500; i++) {
      var call = call(spec, Kind.ASYNC, i % 50 == 49 ? "exit" : "2");
      calls.add(call.whenComplete((report, failure) -> ends.incrementAndGet()));
    }
    calls.forEach(CompletableFuture::join);

    assertThat(ends).hasValue(500);
    assertThat(pool.instances()).allSatisfy(instance -> assertThat(instance.running()).isZero());
  }

  private List<CompletableFuture<RunReport>> calls(
      FunctionSpec spec, Kind kind, int count, String event) {
    var calls = new ArrayList<CompletableFuture<RunReport>>();
    for (int i = 0; i < count; i++) {
      calls.add(call(spec, kind, event));
    }
    return calls;
  }

  private CompletableFuture<RunReport> call(FunctionSpec spec, Kind kind, String event) {
    return pool.acquire(spec, kind, "r", Patience.of(Duration.ofSeconds(30)))
        .thenCompose(
            acquisition -> {
              var lease = ((Acquisition.Granted) acquisition).lease();
              return lease
                  .run(new Call("r", event.getBytes(), 0), LogSink.NONE)
                  .whenComplete((report, failure) -> lease.release());
            })
        .thenCompose(
            report ->
                report.result() instanceof RunResult.NeverRan
                    ? call(spec, kind, event)
                    : CompletableFuture.completedFuture(report))
        .toCompletableFuture();
  }
}
