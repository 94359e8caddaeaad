// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.trigger.kind;

import io.kafunc.trigger.catalog.LiveTrigger;
import io.kafunc.trigger.firing.Firing;
import java.time.Instant;
import java.util.Optional;

/**
 * One type of trigger: where its events come from. A kind is a folder; nothing outside names it.
 */
public interface TriggerKind {

  /** The triggerType it stands for. */
  String type();

  /**
   * Listens to the trigger's source and fires it until the source is closed. Called again after
   * every change of the trigger, the old source closed before.
   *
   * @param lastTick the latest tick that was due before, by whomever
   */
  Source open(LiveTrigger trigger, Optional<Instant> lastTick, Firing firing);

  /** An open source. */
  interface Source extends AutoCloseable {

    @Override
    void close();

    /** When it fires next, as far as that is known. */
    Optional<Instant> nextTick();
  }
}
