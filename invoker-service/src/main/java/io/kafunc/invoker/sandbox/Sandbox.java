// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.sandbox;

import java.io.IOException;

/**
 * One rung of the isolation ladder: starts an instance's process so that it sees what it may and
 * ends when it must. Whatever the rung, the process dials the socket it is given, has the
 * function's code read-only, and dies with this process, kill -9 included. Containers by an OCI
 * runtime will be one more implementation.
 */
public interface Sandbox {

  /** The file an instance dials, below its socket folder. */
  String SOCKET = "inst.sock";

  /** Processes and threads of an instance (contract 4). */
  int MAX_PROCESSES = 1024;

  /** Open files of each process (contract 4). */
  int MAX_OPEN_FILES = 1024;

  /** What fits into {@code /tmp} (contract 4). */
  int TMP_MB = 512;

  SandboxReport report();

  /** Whether a process can be started without code and be given it later. */
  boolean attaches();

  /** Whether a process can be started without a program and be told it later. */
  boolean awaits();

  /**
   * Starts the process. Only to be called on {@link InstanceLauncher}'s thread: the kernel ties the
   * life of a sandbox to the thread that started it.
   */
  InstanceProcess start(Launch launch) throws IOException;
}
