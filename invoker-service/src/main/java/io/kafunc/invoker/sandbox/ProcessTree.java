// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.sandbox;

import io.kafunc.invoker.sandbox.kernel.Signals;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executor;

/** A process and all it has started, as far as they are still its descendants. Thread-safe. */
final class ProcessTree {

  private final long root;
  private volatile Optional<Path> executable = Optional.empty();
  private final Executor walks;
  private volatile OptionalLong runtime = OptionalLong.empty();

  /** What was stopped, the runtime first. */
  private final Deque<Long> stopped = new ArrayDeque<>();

  /** Counts stops and resumptions: the latest is the one that holds. */
  private long turn;

  ProcessTree(long root) {
    this(root, Thread::startVirtualThread);
  }

  /**
   * @param walks where processes are looked for before they are stopped
   */
  ProcessTree(long root, Executor walks) {
    this.root = root;
    this.walks = walks;
  }

  /** What the runtime's process runs, behind the sandbox's own. */
  void runs(Path executable) {
    this.executable = Optional.of(executable);
  }

  long root() {
    return root;
  }

  /** The runtime's process; empty before it runs. */
  OptionalLong runtime() {
    if (runtime.isEmpty()) {
      executable
          .flatMap(program -> Processes.descendantRunning(root, program))
          .ifPresent(pid -> runtime = OptionalLong.of(pid));
    }
    return runtime;
  }

  int size() {
    return Processes.descendants(root).size();
  }

  /** The largest resident size of the runtime so far, in MB. */
  double runtimePeakMB() {
    var pid = runtime();
    return pid.isPresent() ? Processes.statusMB(pid.getAsLong(), "VmHWM:") : 0;
  }

  /**
   * What all of them hold and cannot drop, in MB. First the cheap sum, which counts what forked
   * processes share once for each; only when that is too much, the exact one.
   */
  double heldMB(double limitMB) {
    var all = Processes.descendants(root);
    double cheap =
        all.stream().mapToDouble(pid -> Processes.statusMB(pid, "RssAnon:", "RssShmem:")).sum();
    return cheap <= limitMB ? cheap : all.stream().mapToDouble(Processes::sharedOutMB).sum();
  }

  /**
   * Stops all of them soon; returns at once, and is for event loops too: to find them takes a read
   * of {@code /proc} for each, which is done elsewhere.
   */
  void stop() {
    long now = nextTurn();
    walks.execute(() -> walk(now));
  }

  /** The runtime last: it sees none of its children stop. */
  private void walk(long turn) {
    var pid = runtime();
    if (pid.isPresent()) {
      Processes.descendants(pid.getAsLong()).forEach(child -> stop(child, turn));
      stop(pid.getAsLong(), turn);
    }
  }

  private synchronized void stop(long pid, long turn) {
    if (turn == this.turn) {
      stopped.addFirst(pid);
      Signals.stop(pid);
    }
  }

  /** Lets those go on that were stopped, at once; a stop that still looks for others ends. */
  synchronized void resume() {
    nextTurn();
    stopped.forEach(Signals::resume);
    stopped.clear();
  }

  private synchronized long nextTurn() {
    return ++turn;
  }
}
