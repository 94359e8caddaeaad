// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.pool;

import io.kafunc.invoker.catalog.FunctionCatalog;
import io.kafunc.invoker.catalog.QualifiedFunction;
import io.kafunc.invoker.runtime.Instance;
import io.kafunc.invoker.runtime.InstanceLoops;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;

/** Puts the pool together. */
@Factory
final class PoolBeans {

  @Singleton
  @Requires(missingBeans = InstanceRules.class)
  InstanceRules rules(FunctionCatalog catalog) {
    return spec -> catalog.onDemandLimit(QualifiedFunction.of(spec));
  }

  @Singleton
  @Requires(missingBeans = RunsCalls.class)
  RunsCalls always() {
    return () -> true;
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
