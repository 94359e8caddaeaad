// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.trigger.firing;

import io.kafunc.schemas.call.InvocationRequested;
import java.util.concurrent.CompletableFuture;

/** Where a fired call goes. */
@FunctionalInterface
public interface CallDoor {

  /**
   * Hands a call over; may block while the broker is away.
   *
   * @return the call's request id once it is on disk; fails when its fate is unknown
   */
  CompletableFuture<String> send(InvocationRequested call);
}
