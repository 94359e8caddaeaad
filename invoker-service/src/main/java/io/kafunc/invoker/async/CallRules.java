// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async;

import io.kafunc.invoker.async.queue.CallRule;
import io.kafunc.schemas.call.InvocationRequested;

/** The rule for each function and qualifier, as of now. Thread-safe; never blocks. */
@FunctionalInterface
public interface CallRules {

  CallRule of(String accountId, String serviceName, String qualifier, String functionName);

  default CallRule of(InvocationRequested call) {
    return of(call.accountId(), call.serviceName(), call.qualifier(), call.functionName());
  }
}
