// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.invocation;

import io.kafunc.invoker.runtime.OutputJournal;

/** Keeps what remains of calls. Takes everything at once, on any thread, and never blocks. */
public interface CallJournal extends OutputJournal {

  /** Records how an attempt of a synchronous call ended. */
  void ended(Invocation invocation, Outcome outcome);
}
