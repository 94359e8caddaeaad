// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.trigger.firing;

import io.kafunc.schemas.Payload;
import io.kafunc.trigger.catalog.LiveTrigger;
import java.time.Instant;
import java.util.concurrent.CompletionStage;

/** Fires a trigger: once a tick, whatever fails in between. */
@FunctionalInterface
public interface Firing {

  /**
   * @param tick names the firing; a trigger's ticks must be fired in ascending order
   * @param event what the function gets
   * @return done when the call is accepted; fails only when this process no longer owns firings
   */
  CompletionStage<Void> fire(LiveTrigger trigger, Instant tick, Payload event);
}
