// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.sandbox;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/** The process behind either rung; only how its tree is ended differs. Thread-safe. */
final class StartedProcess implements InstanceProcess {

  private final Process process;
  private final Path executable;
  private final String codePath;
  private final Runnable killTree;
  private final CompletableFuture<Integer> exit;
  private volatile OptionalLong runtimePid = OptionalLong.empty();
  private volatile double peakMB;

  /**
   * @param killTree ends the tree; quick, for it is called on event loops
   * @param sweep ends what left the tree; called once, after the process has ended
   */
  StartedProcess(
      Process process, Path executable, String codePath, Runnable killTree, Runnable sweep) {
    this.process = process;
    this.executable = executable;
    this.codePath = codePath;
    this.killTree = killTree;
    this.exit =
        process
            .onExit()
            .thenApply(
                ended -> {
                  killTree.run();
                  sweep.run();
                  return ended.exitValue();
                });
  }

  @Override
  public String codePath() {
    return codePath;
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
  public double peakMemoryMB() {
    peakMB = Math.max(peakMB, memoryMB("VmHWM:"));
    return peakMB;
  }

  @Override
  public double anonymousMemoryMB() {
    double held = memoryMB("RssAnon:", "RssShmem:");
    peakMB = Math.max(peakMB, held);
    return held;
  }

  private double memoryMB(String... fields) {
    if (!process.isAlive()) {
      return 0;
    }
    if (runtimePid.isEmpty()) {
      Processes.descendantRunning(process.pid(), executable)
          .ifPresent(pid -> runtimePid = OptionalLong.of(pid));
    }
    return runtimePid.isPresent() ? Processes.memoryMB(runtimePid.getAsLong(), fields) : 0;
  }

  @Override
  public void kill() {
    killTree.run();
  }
}
