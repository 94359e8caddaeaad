// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.sandbox.kernel;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;

/** Limits set on a process that runs. */
public final class ResourceLimits {

  private ResourceLimits() {}

  /** What the process may allocate for itself, in bytes; beyond it allocations fail. */
  public static void data(long pid, long bytes) throws IOException {
    try (var arena = Arena.ofConfined()) {
      var limit = arena.allocate(ValueLayout.JAVA_LONG, 2);
      limit.setAtIndex(ValueLayout.JAVA_LONG, 0, bytes);
      limit.setAtIndex(ValueLayout.JAVA_LONG, 1, bytes);
      Calls.call(SystemCall.PRLIMIT64, pid, Flags.RLIMIT_DATA, limit.address(), 0);
    }
  }
}
