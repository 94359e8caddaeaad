// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.sandbox;

import io.kafunc.invoker.sandbox.kernel.Signals;
import java.nio.file.Path;
import java.util.OptionalLong;

/** A process and all it has started, as far as they are still its descendants. Thread-safe. */
final class ProcessTree {

  private final long root;
  private final Path executable;
  private volatile OptionalLong runtime = OptionalLong.empty();

  /**
   * @param executable what the runtime's process runs, behind the sandbox's own
   */
  ProcessTree(long root, Path executable) {
    this.root = root;
    this.executable = executable;
  }

  long root() {
    return root;
  }

  /** The runtime's process; empty before it runs. */
  OptionalLong runtime() {
    if (runtime.isEmpty()) {
      Processes.descendantRunning(root, executable)
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

  void stop() {
    runtime().ifPresent(pid -> Processes.descendants(pid).forEach(Signals::stop));
    runtime().ifPresent(Signals::stop);
  }

  void resume() {
    runtime().ifPresent(Signals::resume);
    runtime().ifPresent(pid -> Processes.descendants(pid).forEach(Signals::resume));
  }
}
