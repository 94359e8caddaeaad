// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.catalog;

import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;

/** With {@code test.catalog=hand-fed} no log is followed: the test applies events itself. */
@Factory
@Requires(property = "test.catalog", value = "hand-fed")
final class HandFedCatalog {

  @Context
  @Replaces(value = CatalogTail.class, factory = CatalogBeans.class)
  CatalogTail tail() {
    return new CatalogTail(new NoTail());
  }
}
