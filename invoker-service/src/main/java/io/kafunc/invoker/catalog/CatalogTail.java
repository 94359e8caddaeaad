// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.catalog;

import io.kafunc.eventlog.Tail;

/** The tail that feeds the catalog, and what operators may know of it. */
public record CatalogTail(Tail tail) implements AutoCloseable {

  @Override
  public void close() {
    tail.close();
  }
}
