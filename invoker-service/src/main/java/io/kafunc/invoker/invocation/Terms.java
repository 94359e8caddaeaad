// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.invocation;

import io.kafunc.invoker.runtime.HttpCall;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * On what terms an attempt is asked for.
 *
 * @param latestStart after which it must not wait for an instance any longer
 * @param http the request that is waiting for its answer, where the call came as one
 * @param stop completes when nobody wants it any more
 */
public record Terms(
    Optional<Instant> latestStart, Optional<HttpCall> http, Optional<CompletionStage<Void>> stop) {

  /** Those of a synchronous call. */
  public static final Terms NONE = new Terms(Optional.empty(), Optional.empty(), Optional.empty());

  public static Terms until(Instant latestStart, CompletionStage<Void> stop) {
    return new Terms(Optional.of(latestStart), Optional.empty(), Optional.of(stop));
  }

  /** The same for a call that came as an HTTP request. */
  public Terms with(HttpCall http) {
    return new Terms(latestStart, Optional.of(http), stop);
  }

  public static Terms of(HttpCall http) {
    return new Terms(Optional.empty(), Optional.of(http), Optional.empty());
  }
}
