// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.pool;

import io.kafunc.invoker.catalog.FunctionSpec;
import io.kafunc.invoker.runtime.Call;
import io.kafunc.invoker.runtime.Instance;
import io.kafunc.invoker.runtime.LogSink;
import io.kafunc.invoker.runtime.RunReport;
import io.kafunc.invoker.runtime.RunResult;
import io.kafunc.invoker.runtime.StartResult;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Instances that start and answer when the test says so. */
final class FakeInstances implements Instance.Starter {

  final List<Start> starts = new ArrayList<>();
  final List<FakeInstance> made = new ArrayList<>();

  @Override
  public CompletionStage<StartResult> start(FunctionSpec spec, String requestId) {
    var start = new Start(spec);
    starts.add(start);
    return start.result;
  }

  FakeInstance succeed(int start) {
    var instance = new FakeInstance("instance-" + start);
    made.add(instance);
    starts.get(start).result.complete(new StartResult.Started(instance));
    return instance;
  }

  static final class Start {
    final FunctionSpec spec;
    final CompletableFuture<StartResult> result = new CompletableFuture<>();

    Start(FunctionSpec spec) {
      this.spec = spec;
    }
  }

  static final class FakeInstance implements Instance {
    final String id;
    final CompletableFuture<Void> ended = new CompletableFuture<>();
    double runMs = 1;
    boolean usable = true;

    boolean frozen;

    /** Until it is completed, the hook before a freeze runs. */
    CompletableFuture<Void> hook = CompletableFuture.completedFuture(null);

    /** Until it is completed, the instance's last hook runs. */
    CompletableFuture<Void> lastHook = CompletableFuture.completedFuture(null);

    FakeInstance(String id) {
      this.id = id;
    }

    void die() {
      usable = false;
      ended.complete(null);
    }

    @Override
    public String id() {
      return id;
    }

    @Override
    public double coldStartMs() {
      return 100;
    }

    @Override
    public CompletionStage<RunReport> run(Call call, LogSink sink) {
      thaw();
      return CompletableFuture.completedStage(
          new RunReport(new RunResult.Completed(call.event()), runMs, 10));
    }

    @Override
    public boolean usable() {
      return usable;
    }

    @Override
    public CompletionStage<Void> ended() {
      return ended;
    }

    @Override
    public CompletionStage<Void> freeze() {
      frozen = true;
      return hook;
    }

    @Override
    public void thaw() {
      frozen = false;
    }

    @Override
    public CompletionStage<Void> stop() {
      lastHook.thenRun(this::die);
      return ended;
    }

    @Override
    public void kill() {
      die();
    }
  }
}
