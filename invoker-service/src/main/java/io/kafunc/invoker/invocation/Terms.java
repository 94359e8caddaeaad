// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.invocation;

import java.time.Instant;
import java.util.Optional;

/**
 * On what terms an attempt is asked for.
 *
 * @param latestStart after which it must not wait for an instance any longer
 */
public record Terms(Optional<Instant> latestStart) {

  /** Those of a synchronous call. */
  public static final Terms NONE = new Terms(Optional.empty());
}
