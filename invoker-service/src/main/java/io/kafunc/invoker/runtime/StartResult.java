// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.runtime;

import io.kafunc.schemas.invocation.OutputLine;
import java.util.List;

/** What came of starting an instance. */
public sealed interface StartResult {

  record Started(Instance instance) implements StartResult {}

  /**
   * The function's fault: its code does not load, or its initializer failed.
   *
   * @param lines what it printed meanwhile
   */
  record InitFailed(RunReport report, String instanceId, double coldStartMs, List<OutputLine> lines)
      implements StartResult {

    public InitFailed {
      lines = List.copyOf(lines);
    }
  }

  /** Nothing here can run this function: the reason is a sentence for the caller. */
  record NotRunnable(String reason) implements StartResult {}

  /** Our fault: no code, no process, no answer. */
  record StartFailed(String reason) implements StartResult {}
}
