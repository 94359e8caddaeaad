// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.runtime;

import io.kafunc.schemas.invocation.OutputLine;
import java.util.ArrayList;
import java.util.List;

/**
 * What an instance prints outside of calls, kept in bounded number for the next call. Confined to
 * the instance's event loop.
 */
final class StartupOutput {

  private static final int KEPT_LINES = 1000;

  private final CallOutput.LineNumbers numbers = new CallOutput.LineNumbers();
  private final List<OutputLine> lines = new ArrayList<>();
  private final CallOutput output = new CallOutput(this::keep, numbers);

  /** Where lines are to go. */
  CallOutput output() {
    return output;
  }

  /** Numbers all lines of the instance, those of its calls too. */
  CallOutput.LineNumbers numbers() {
    return numbers;
  }

  List<OutputLine> lines() {
    return List.copyOf(lines);
  }

  /** Hands the lines on and forgets them. */
  void drainTo(LogSink sink) {
    if (!lines.isEmpty()) {
      lines.forEach(sink::accept);
      lines.clear();
    }
  }

  private void keep(OutputLine line) {
    if (lines.size() < KEPT_LINES) {
      lines.add(line);
    }
  }
}
