// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.pool;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/** How many instances there may be, and for how long. */
@ConfigurationProperties("kafunc.instances")
public interface PoolSettings {

  /** On-demand instances of all functions together (F-49). */
  @Bindable(defaultValue = "300")
  int getAccountLimit();

  /** How long an instance without calls is kept. */
  @Bindable(defaultValue = "5m")
  Duration getIdleTimeout();

  /**
   * Instances of one function that may be starting at a time; 0 means one per processor, at least
   * two.
   */
  @Bindable(defaultValue = "0")
  int getParallelStarts();

  /** Memory in MB that is left to the host: waiting asynchronous calls start nothing below it. */
  @Bindable(defaultValue = "256")
  int getMemoryReserve();

  /** How long a stopping suite lets running calls end. */
  @Bindable(defaultValue = "8s")
  Duration getDrainTimeout();
}
