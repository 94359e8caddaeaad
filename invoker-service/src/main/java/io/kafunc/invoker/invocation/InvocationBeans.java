// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.invocation;

import io.kafunc.invoker.catalog.FunctionCatalog;
import io.kafunc.invoker.pool.InstancePool;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Puts the call's path together. */
@Factory
final class InvocationBeans {

  @Singleton
  Invoker invoker(FunctionCatalog catalog, InstancePool pool, CallJournal journal, Clock clock) {
    return new Invoker(catalog, pool, journal, clock);
  }
}
