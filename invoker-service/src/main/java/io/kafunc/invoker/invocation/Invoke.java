// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.invocation;

import java.util.concurrent.CompletionStage;

/** The one way to run a function, for synchronous and asynchronous calls alike. */
@FunctionalInterface
public interface Invoke {

  /**
   * Runs one attempt of a call. Never blocks and never fails: whatever happens is an {@link
   * Outcome}. A synchronous call is refused when no instance may be had; an asynchronous one waits.
   * A synchronous call has been recorded when the stage completes; the record of an asynchronous
   * one is its queue's to write ({@code InvocationRecords}), its output is kept here.
   */
  CompletionStage<Outcome> invoke(Invocation invocation, Terms terms);

  /** The same on no special terms. */
  default CompletionStage<Outcome> invoke(Invocation invocation) {
    return invoke(invocation, Terms.NONE);
  }
}
