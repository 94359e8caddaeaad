// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.runtime;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * One call as its instance gets it.
 *
 * @param event the caller's bytes
 * @param retryCount how often an asynchronous call was tried before, in {@code context.retryCount}
 * @param http the request it came as, where it came through an HTTP trigger; it has no event then
 * @param stop completes when nobody wants the call any more
 */
public record Call(
    String requestId,
    byte[] event,
    int retryCount,
    Optional<HttpCall> http,
    Optional<CompletionStage<Void>> stop) {

  /** A call with an event that goes on to its end. */
  public Call(String requestId, byte[] event, int retryCount) {
    this(requestId, event, retryCount, Optional.empty(), Optional.empty());
  }
}
