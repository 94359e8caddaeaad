// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.queue;

import java.util.Optional;

/**
 * How the calls of one function under one qualifier are treated.
 *
 * @param onSuccess destination of calls that succeeded
 * @param onFailure destination of those that failed for good
 * @param stateful whether all of them keep their states
 */
public record CallRule(
    RetryPolicy retry, Optional<String> onSuccess, Optional<String> onFailure, boolean stateful) {

  /** Without destinations or states. */
  public CallRule(RetryPolicy retry) {
    this(retry, Optional.empty(), Optional.empty(), false);
  }
}
