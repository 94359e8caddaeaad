// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.journal;

import io.kafunc.invoker.catalog.FunctionSpec;
import io.kafunc.invoker.runtime.OutputJournal.Lines;
import io.kafunc.schemas.invocation.OutputLine;
import io.kafunc.schemas.invocation.OutputWritten;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Gathers the lines of one attempt or hook into few events: one at its end, more when it writes
 * much or runs long. Fed by one thread at a time, the instance's event loop.
 */
final class CallLines implements Lines {

  private static final int MAX_CHARACTERS = 128 * 1024;
  private static final int MAX_LINES = 500;
  private static final Duration MAX_AGE = Duration.ofSeconds(1);

  private final FunctionSpec function;
  private final String instanceId;
  private final String requestId;
  private final Consumer<OutputWritten> out;
  private List<OutputLine> lines = new ArrayList<>(4);
  private int characters;
  private boolean closed;

  CallLines(
      FunctionSpec function, String instanceId, String requestId, Consumer<OutputWritten> out) {
    this.function = function;
    this.instanceId = instanceId;
    this.requestId = requestId;
    this.out = out;
  }

  @Override
  public void accept(OutputLine line) {
    lines.add(line);
    characters += line.message().length();
    if (closed || characters >= MAX_CHARACTERS || lines.size() >= MAX_LINES || isOld(line)) {
      flush();
    }
  }

  /** A function that runs for minutes shows its lines as it goes. */
  private boolean isOld(OutputLine latest) {
    return Duration.between(lines.getFirst().time(), latest.time()).compareTo(MAX_AGE) > 0;
  }

  /** Lines that a timer or a child process of the function writes later go out one by one. */
  @Override
  public void close() {
    closed = true;
    if (!lines.isEmpty()) {
      flush();
    }
  }

  private void flush() {
    var log = function.service().logConfig();
    out.accept(
        new OutputWritten(
            function.accountId(),
            log.project(),
            log.logstore(),
            function.serviceName(),
            function.functionName(),
            function.qualifier(),
            function.versionId(),
            requestId,
            instanceId,
            lines));
    lines = new ArrayList<>();
    characters = 0;
  }
}
