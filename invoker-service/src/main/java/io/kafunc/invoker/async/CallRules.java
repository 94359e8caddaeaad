// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async;

import io.kafunc.invoker.async.queue.CallRule;

/** The rule for each function and qualifier, as of now. Thread-safe; never blocks. */
@FunctionalInterface
public interface CallRules {

  CallRule of(String accountId, String serviceName, String qualifier, String functionName);
}
