// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.catalog;

import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.util.concurrent.ThreadLocalRandom;

/** Puts the catalog together. */
@Factory
final class CatalogBeans {

  @Singleton
  FunctionCatalog catalog() {
    return new FunctionCatalog(() -> ThreadLocalRandom.current().nextDouble());
  }
}
