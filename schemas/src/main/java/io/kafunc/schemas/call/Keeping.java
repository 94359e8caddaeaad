// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.schemas.call;

import java.util.Optional;

/**
 * Why a settled call is kept.
 *
 * @param dead whether it is a dead letter
 * @param destination where its end is still to be told
 * @param delivery what became of that: {@link #DELIVERED}, or why it failed
 * @param invocationId of a stateful call, for as long as it is remembered
 */
public record Keeping(
    String queue,
    boolean dead,
    Optional<String> destination,
    Optional<String> delivery,
    Optional<String> invocationId) {

  /** The destination has been told. */
  public static final String DELIVERED = "Succeeded";

  /** Whether there is any reason left. */
  public boolean holds() {
    return dead || destination.isPresent() || invocationId.isPresent();
  }

  /** After its destination was told, or that was given up; the latter leaves a dead letter. */
  public Keeping delivered(Optional<String> failure) {
    return new Keeping(
        queue,
        dead || failure.isPresent(),
        Optional.empty(),
        Optional.of(failure.orElse(DELIVERED)),
        invocationId);
  }

  /** As no dead letter. */
  public Keeping buried() {
    return new Keeping(queue, false, destination, delivery, invocationId);
  }

  /** As no stateful call. */
  public Keeping lapsed() {
    return new Keeping(queue, dead, destination, delivery, Optional.empty());
  }
}
