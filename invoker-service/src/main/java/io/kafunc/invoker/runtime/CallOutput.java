// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.runtime;

import io.kafunc.schemas.invocation.OutputLine;
import java.time.Instant;

/**
 * The lines of one call on their way to its sink: numbered, and bounded for a call that prints
 * without end. Confined to the instance's event loop.
 */
final class CallOutput {

  static final long LIMIT = 10 * 1024 * 1024;

  private final LogSink sink;
  private final LineNumbers numbers;
  private long taken;
  private long droppedLines;

  CallOutput(LogSink sink, LineNumbers numbers) {
    this.sink = sink;
    this.numbers = numbers;
  }

  void line(Instant time, String message) {
    taken += message.length() + 1;
    if (taken > LIMIT) {
      droppedLines++;
      return;
    }
    sink.accept(new OutputLine(time, numbers.next(), message));
  }

  /** A line of our own: never dropped. */
  void note(Instant time, String message) {
    if (droppedLines > 0) {
      long lines = droppedLines;
      droppedLines = 0;
      String marker = "[dropped: %d lines beyond %d bytes of one call]".formatted(lines, LIMIT);
      sink.accept(new OutputLine(time, numbers.next(), marker));
    }
    sink.accept(new OutputLine(time, numbers.next(), message));
  }

  /** Numbers the lines of one instance, whatever call they belong to. */
  static final class LineNumbers {
    private long last;

    private long next() {
      return ++last;
    }
  }
}
