// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.sandbox;

import io.kafunc.invoker.sandbox.cgroup.Controller;
import io.kafunc.invoker.sandbox.cgroup.InstanceGroup;
import io.kafunc.invoker.sandbox.kernel.ResourceLimits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The process on any rung. Limits are the control group's where there is one; where there is none,
 * {@link LimitWatch} looks. Thread-safe.
 */
final class StartedProcess implements InstanceProcess {

  private static final Logger log = LoggerFactory.getLogger(StartedProcess.class);

  /**
   * Without a control group a process may allocate this much more than its limit before it is told
   * no: threads' stacks count as allocated though nobody touches them.
   */
  private static final int ALLOCATION_SLACK_MB = 512;

  /** Where only a user's processes are limited: threads count there, and are not seen here. */
  private static final int CROWD = Sandbox.MAX_PROCESSES / 2;

  private static final long MEGABYTE = 1024 * 1024;

  private final String instanceId;
  private final Process process;
  private final ProcessTree tree;
  private final InstanceGroup group;
  private final Hold hold;
  private final boolean cpuQuota;
  private final CompletableFuture<Integer> exit;
  private volatile int memorySizeMB = Integer.MAX_VALUE;
  private volatile double peakMB;
  private volatile boolean frozen;
  private volatile Optional<Excess> excess = Optional.empty();

  StartedProcess(
      String instanceId,
      Process process,
      ProcessTree tree,
      InstanceGroup group,
      Hold hold,
      boolean cpuQuota) {
    this.instanceId = instanceId;
    this.process = process;
    this.tree = tree;
    this.group = group;
    this.hold = hold;
    this.cpuQuota = cpuQuota;
    this.exit = process.onExit().thenApply(this::ended);
  }

  @Override
  public CompletableFuture<Void> run(Program program) {
    tree.runs(program.executable());
    return hold.run(program);
  }

  @Override
  public CompletableFuture<String> attach(Path codeFolder) {
    return hold.attach(codeFolder);
  }

  @Override
  public void limit(int memorySizeMB) {
    this.memorySizeMB = memorySizeMB;
    group.limitMemory(memorySizeMB + Sandbox.TMP_MB);
    group.shareProcessors(memorySizeMB);
    if (cpuQuota) {
      group.limitProcessors(memorySizeMB);
    }
    if (!group.has(Controller.MEMORY)) {
      limitAllocations(memorySizeMB);
    }
  }

  private void limitAllocations(int memorySizeMB) {
    tree.runtime()
        .ifPresent(
            pid -> {
              try {
                ResourceLimits.data(pid, (memorySizeMB + ALLOCATION_SLACK_MB) * MEGABYTE);
              } catch (IOException refused) {
                log.debug("no allocation limit instanceId={}: {}", instanceId, refused.toString());
              }
            });
  }

  @Override
  public InputStream output() {
    return process.getInputStream();
  }

  @Override
  public CompletableFuture<Integer> exit() {
    return exit;
  }

  @Override
  public Optional<Excess> excess() {
    return excess;
  }

  @Override
  public double peakMemoryMB() {
    if (process.isAlive()) {
      noted(tree.runtimePeakMB());
    }
    return peakMB;
  }

  @Override
  public void freeze() {
    if (!process.isAlive()) {
      return;
    }
    frozen = true;
    if (group.has(Controller.FREEZER)) {
      group.freeze();
    } else {
      tree.stop();
    }
  }

  @Override
  public void thaw() {
    if (!frozen) {
      return;
    }
    frozen = false;
    if (group.has(Controller.FREEZER)) {
      group.thaw();
    } else {
      tree.resume();
    }
  }

  @Override
  public void kill() {
    hold.kill();
  }

  /** Ends it if it has more of anything than it may. For {@link LimitWatch}. */
  void check() {
    if (!frozen && process.isAlive()) {
      look().ifPresent(this::end);
    }
  }

  private Optional<Excess> look() {
    if (ranOutOfMemory() || heldMB() > memorySizeMB) {
      return Optional.of(Excess.MEMORY);
    }
    boolean crowded =
        group.has(Controller.PROCESSES) ? group.ranOutOfProcesses() : tree.size() > CROWD;
    return crowded ? Optional.of(Excess.PROCESSES) : Optional.empty();
  }

  /** The process that took the memory may be gone by now: only its group knows how much it was. */
  private boolean ranOutOfMemory() {
    boolean ended = group.ranOutOfMemory();
    if (ended) {
      noted(group.peakMB());
    }
    return ended;
  }

  /** Where a control group counts, its sum is read first, which is one small file. */
  private double heldMB() {
    if (!group.has(Controller.MEMORY)) {
      return noted(tree.heldMB(memorySizeMB));
    }
    return group.chargedMB() <= memorySizeMB ? 0 : noted(group.heldMB() - hold.temporaryFilesMB());
  }

  private void end(Excess reason) {
    log.warn(
        "instance killed instanceId={} tooMuch={} memoryMB={} memorySizeMB={}",
        instanceId,
        reason,
        Math.round(peakMB),
        memorySizeMB);
    excess = Optional.of(reason);
    kill();
  }

  private int ended(Process ended) {
    hold.kill();
    hold.sweep();
    if (excess.isEmpty() && ranOutOfMemory()) {
      excess = Optional.of(Excess.MEMORY);
    }
    if (excess.isEmpty() && group.ranOutOfProcesses()) {
      excess = Optional.of(Excess.PROCESSES);
    }
    group.remove();
    return ended.exitValue();
  }

  private double noted(double megabytes) {
    peakMB = Math.max(peakMB, megabytes);
    return megabytes;
  }
}
