// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.invocation;

import io.kafunc.invoker.runtime.LogSink;
import io.kafunc.invoker.runtime.LogTail;
import io.kafunc.invoker.runtime.OutputJournal;
import io.kafunc.invoker.runtime.RunReport;
import io.kafunc.schemas.Payload;
import io.kafunc.schemas.invocation.OutputLine;
import java.util.Optional;

/** The lines of one attempt on their two ways: into the log, and into the answer's tail. */
record CallOutput(OutputJournal.Lines lines, Optional<LogTail> tail) implements LogSink {

  static CallOutput of(OutputJournal.Lines lines, boolean tail) {
    return new CallOutput(lines, tail ? Optional.of(new LogTail()) : Optional.empty());
  }

  @Override
  public void accept(OutputLine line) {
    lines.accept(line);
    if (tail.isPresent()) {
      tail.get().accept(line);
    }
  }

  /** No more lines come; the tail, when it was asked for. */
  Optional<Payload> end(RunReport report, int memorySizeMB) {
    lines.close();
    return tail.map(kept -> new Payload(kept.text(report, memorySizeMB)));
  }
}
