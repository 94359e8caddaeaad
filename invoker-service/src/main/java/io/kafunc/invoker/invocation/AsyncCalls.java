// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.invocation;

import java.util.concurrent.CompletionStage;

/** Where asynchronous calls are handed over. */
@FunctionalInterface
public interface AsyncCalls {

  /**
   * Takes a call. Never blocks.
   *
   * @return the call's own id, once the call is on disk in Kafka; fails with an {@code FcException}
   *     that is the answer
   */
  CompletionStage<String> accept(Invocation invocation);
}
