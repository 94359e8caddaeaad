// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async;

import io.kafunc.invoker.async.queue.CallRule;
import io.kafunc.schemas.call.InvocationRequested;

/** The rule for each function and qualifier, as of now. Thread-safe; never blocks. */
@FunctionalInterface
public interface CallRules {

  CallRule of(String accountId, String serviceName, String qualifier, String functionName);

  /**
   * How many calls an instance of a queue's function takes at once.
   *
   * @param queue its name ({@link io.kafunc.schemas.call.CallTopic#queue})
   */
  default int concurrency(String queue) {
    return 1;
  }

  default CallRule of(InvocationRequested call) {
    return of(call.accountId(), call.serviceName(), call.qualifier(), call.functionName());
  }
}
