// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.invocation;

import io.kafunc.invoker.catalog.FunctionSpec;
import io.kafunc.invoker.pool.Host;
import io.kafunc.invoker.pool.InstancePool;
import io.kafunc.invoker.pool.PoolSettings;
import io.kafunc.invoker.runtime.Call;
import io.kafunc.invoker.runtime.Instance;
import io.kafunc.invoker.runtime.LogSink;
import io.kafunc.invoker.runtime.RunReport;
import io.kafunc.invoker.runtime.RunResult;
import io.kafunc.invoker.runtime.StartResult;
import io.kafunc.schemas.invocation.OutputLine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Instances without processes under the real pool: each answers as the test has written. */
final class ScriptedInstances implements Instance.Starter, AutoCloseable {

  /** What the next calls come to. */
  volatile Function<Call, CompletionStage<RunReport>> script =
      call -> done(new RunResult.Completed(call.event()));

  /** What the next starts come to, in place of an instance. */
  volatile Function<FunctionSpec, StartResult> start = _ -> new StartResult.Started(new Scripted());

  final AtomicInteger starts = new AtomicInteger();
  private final ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor();

  InstancePool pool(int accountLimit) {
    return new InstancePool(
        this, _ -> OptionalInt.empty(), plenty(), settings(accountLimit), timers, System::nanoTime);
  }

  @Override
  public CompletionStage<StartResult> start(FunctionSpec spec, String requestId) {
    starts.incrementAndGet();
    return CompletableFuture.completedStage(start.apply(spec));
  }

  static CompletionStage<RunReport> done(RunResult result) {
    return CompletableFuture.completedStage(new RunReport(result, 3.25, 48.837));
  }

  StartResult notInitialized(String body) {
    var report = new RunReport(new RunResult.InitFailed(false, body.getBytes()), 12, 30);
    var line = new OutputLine(Instant.EPOCH, 1, "before the fall");
    return new StartResult.InitFailed(report, "instance-0", 40, List.of(line));
  }

  @Override
  public void close() {
    timers.shutdownNow();
  }

  private final class Scripted implements Instance {
    private final String id = "instance-" + starts.get();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    @Override
    public String id() {
      return id;
    }

    @Override
    public double coldStartMs() {
      return 7.5;
    }

    @Override
    public CompletionStage<RunReport> run(Call call, LogSink sink) {
      sink.accept(line(1, "FC Invoke Start RequestId: " + call.requestId()));
      return script
          .apply(call)
          .thenApply(
              report -> {
                sink.accept(line(2, "FC Invoke End RequestId: " + call.requestId()));
                if (report.result() instanceof RunResult.NeverRan) {
                  kill();
                }
                return report;
              });
    }

    @Override
    public boolean usable() {
      return !ended.isDone();
    }

    @Override
    public CompletionStage<Void> ended() {
      return ended;
    }

    @Override
    public CompletionStage<Void> freeze() {
      return CompletableFuture.completedStage(null);
    }

    @Override
    public void thaw() {}

    @Override
    public CompletionStage<Void> stop() {
      kill();
      return ended;
    }

    @Override
    public void kill() {
      ended.complete(null);
    }

    private OutputLine line(long number, String text) {
      return new OutputLine(Instant.EPOCH, number, text);
    }
  }

  private static Host plenty() {
    return () -> 64 * 1024;
  }

  private static PoolSettings settings(int accountLimit) {
    return new PoolSettings(
        accountLimit, Duration.ofMinutes(5), Duration.ofSeconds(1), 0, 0, 0, Duration.ZERO);
  }
}
