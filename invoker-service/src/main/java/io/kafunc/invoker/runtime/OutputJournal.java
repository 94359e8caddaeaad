// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.runtime;

import io.kafunc.invoker.catalog.FunctionSpec;
import io.kafunc.schemas.invocation.OutputLine;

/** Keeps what functions print. Takes everything at once, on any thread, and never blocks. */
@FunctionalInterface
public interface OutputJournal {

  /**
   * Where the lines of one attempt or hook go; {@link Lines#NONE} when its service keeps none
   * (F-26).
   */
  Lines lines(FunctionSpec function, String instanceId, String requestId);

  /** The lines of one attempt or hook. */
  interface Lines extends LogSink {

    Lines NONE =
        new Lines() {
          @Override
          public void accept(OutputLine line) {}

          @Override
          public void close() {}
        };

    /** It is over: what is held back goes out. */
    void close();
  }
}
