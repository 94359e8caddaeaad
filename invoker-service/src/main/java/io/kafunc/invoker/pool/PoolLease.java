// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.pool;

import io.kafunc.invoker.runtime.Call;
import io.kafunc.invoker.runtime.LogSink;
import io.kafunc.invoker.runtime.RunReport;
import io.kafunc.invoker.runtime.RunResult;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;

/** A place in a member; remembers what the pool learns from the run. Thread-safe. */
final class PoolLease implements Lease {

  private static final double NOTHING_LEARNT = -1;

  private final InstancePool instances;
  private final FunctionPool pool;
  private final Member member;
  private final double coldStartMs;
  private final boolean provisioned;
  private final AtomicBoolean released = new AtomicBoolean();
  private volatile double ranMs = NOTHING_LEARNT;
  private volatile double meteredMs;
  private volatile boolean runsOn;

  PoolLease(
      InstancePool instances,
      FunctionPool pool,
      Member member,
      double coldStartMs,
      boolean provisioned) {
    this.instances = instances;
    this.pool = pool;
    this.member = member;
    this.coldStartMs = coldStartMs;
    this.provisioned = provisioned;
  }

  @Override
  public String instanceId() {
    return member.instance.id();
  }

  @Override
  public double coldStartMs() {
    return coldStartMs;
  }

  @Override
  public boolean provisioned() {
    return provisioned;
  }

  @Override
  public CompletionStage<RunReport> run(Call call, LogSink sink) {
    return member.instance.run(call, sink).thenApply(this::learn);
  }

  /** On the instance's event loop, as all ends of its calls are: the meter needs no lock. */
  private RunReport learn(RunReport report) {
    runsOn = report.result() instanceof RunResult.Stopped;
    if (!(report.result() instanceof RunResult.NeverRan)) {
      ranMs = report.durationMs();
      double end = instances.now() / 1e6;
      meteredMs = member.meter.bear(end - report.durationMs(), end);
      if (member.running <= 1) {
        member.meter.forgetBefore(end);
      }
    }
    return report;
  }

  @Override
  public double meteredMs() {
    return meteredMs;
  }

  @Override
  public void release() {
    if (released.compareAndSet(false, true)) {
      instances.giveBack(pool, member, ranMs, runsOn);
    }
  }
}
