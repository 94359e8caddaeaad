// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.invocation;

import io.kafunc.invoker.catalog.FunctionSpec;
import io.kafunc.invoker.runtime.LogSink;

/** Keeps what remains of calls. Takes everything at once, on any thread, and never blocks. */
public interface CallJournal {

  /** Where the lines of one attempt go; {@link Lines#NONE} when its service keeps none (F-26). */
  Lines lines(Invocation invocation, FunctionSpec function, String instanceId);

  /** Records how an attempt of a synchronous call ended. */
  void ended(Invocation invocation, Outcome outcome);

  /** The lines of one attempt. */
  interface Lines extends LogSink {

    Lines NONE =
        new Lines() {
          @Override
          public void accept(io.kafunc.schemas.invocation.OutputLine line) {}

          @Override
          public void close() {}
        };

    /** The attempt is over: what is held back goes out. */
    void close();
  }
}
