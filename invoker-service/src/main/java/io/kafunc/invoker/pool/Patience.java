// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.pool;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * How long a call waits for an instance.
 *
 * @param stop completes when it waits no longer
 */
public record Patience(Duration atMost, Optional<CompletionStage<Void>> stop) {

  /** Of a call that nobody stops. */
  public static Patience of(Duration atMost) {
    return new Patience(atMost, Optional.empty());
  }
}
