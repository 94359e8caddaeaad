// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.sandbox;

import java.io.InputStream;
import java.util.concurrent.CompletableFuture;

/** A started instance, seen from outside: its raw output, its memory, its end. Thread-safe. */
public interface InstanceProcess {

  /** Where the function's code lies as the process sees it. */
  String codePath();

  /** What is written to file descriptors 1 and 2, by child processes and native code too. */
  InputStream output();

  /** The exit code, once the process has ended; 128 + n after signal n. */
  CompletableFuture<Integer> exit();

  /**
   * The largest resident size of the runtime's process so far, in MB; 0 when it cannot be known.
   */
  double peakMemoryMB();

  /** What the runtime's process holds now and cannot drop, in MB; 0 when it cannot be known. */
  double anonymousMemoryMB();

  /** Ends the process and everything it started, at once. Idempotent. */
  void kill();
}
