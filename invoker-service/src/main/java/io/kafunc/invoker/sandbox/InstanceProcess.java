// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.sandbox;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A started instance, seen from outside: its limits, its raw output, its end. Thread-safe. */
public interface InstanceProcess {

  /** Why we ended a process that would not have ended by itself. */
  enum Excess {
    MEMORY,
    PROCESSES
  }

  /**
   * Has a process that was started without a program become this one; once it has printed an empty
   * line.
   */
  CompletableFuture<Void> run(Program program);

  /**
   * Shows the process its function's code, read-only. Once, before any of the function's code runs;
   * takes less than a millisecond and blocks nobody.
   *
   * @return where the code lies as the process sees it; fails with an {@link java.io.IOException}
   */
  CompletableFuture<String> attach(Path codeFolder);

  /** Sets what the function's memory size brings with it. Before any of its code runs. */
  void limit(int memorySizeMB);

  /** What is written to file descriptors 1 and 2, by child processes and native code too. */
  InputStream output();

  /** The exit code, once the process has ended; 128 + n after signal n. */
  CompletableFuture<Integer> exit();

  /** What it had too much of, when that was its end. */
  Optional<Excess> excess();

  /**
   * The largest resident size of the runtime's process so far, in MB; 0 when it cannot be known.
   */
  double peakMemoryMB();

  /**
   * Stops all its processes where they are, if not at once then soon. Blocks nobody. Idempotent; it
   * can be killed while frozen.
   */
  void freeze();

  /** Lets them go on, whether or not all were stopped yet. Blocks nobody. Idempotent. */
  void thaw();

  /** Ends the process and everything it started, at once. Idempotent. */
  void kill();
}
