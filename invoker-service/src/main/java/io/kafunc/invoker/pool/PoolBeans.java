// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.pool;

import io.kafunc.invoker.runtime.Instance;
import io.kafunc.invoker.runtime.InstanceLoops;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;

/** Puts the pool together. */
@Factory
final class PoolBeans {

  /** No limits on single functions yet. */
  @Singleton
  @Requires(missingBeans = InstanceRules.class)
  InstanceRules noRules() {
    return InstanceRules.NONE;
  }

  @Singleton
  @Requires(missingBeans = Host.class)
  Host host() {
    return new LinuxHost();
  }

  @Singleton
  @Bean(preDestroy = "close")
  InstancePool instances(
      Instance.Starter starter,
      InstanceRules rules,
      Host host,
      PoolSettings settings,
      InstanceLoops loops) {
    return new InstancePool(starter, rules, host, settings, loops.group(), System::nanoTime);
  }
}
