// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.runtime;

import io.kafunc.schemas.invocation.OutputLine;

/**
 * Takes the lines of one call in the order they were written. Called on the instance's event loop,
 * one line at a time; must not block. What a function prints before it answers comes before the
 * call's report; what it leaves behind (a timer, a child process) may come after, until the
 * instance's next call.
 */
@FunctionalInterface
public interface LogSink {

  LogSink NONE = line -> {};

  void accept(OutputLine line);

  default LogSink and(LogSink other) {
    return line -> {
      accept(line);
      other.accept(line);
    };
  }
}
