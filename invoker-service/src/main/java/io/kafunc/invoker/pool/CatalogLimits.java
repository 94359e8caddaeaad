// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.pool;

import io.kafunc.eventlog.Recorded;
import io.kafunc.invoker.catalog.CatalogReader;
import io.kafunc.invoker.catalog.QualifiedFunction;
import io.kafunc.schemas.metadata.MetadataEvent;
import io.kafunc.schemas.metadata.OnDemandEvent;
import jakarta.inject.Singleton;
import java.util.List;

/** Tells the pool of each change of a limit, when the catalog has it. Runs on the tail's thread. */
@Singleton
final class CatalogLimits implements CatalogReader {

  private final InstancePool pool;

  CatalogLimits(InstancePool pool) {
    this.pool = pool;
  }

  @Override
  public void apply(List<Recorded<MetadataEvent>> batch) {
    for (var recorded : batch) {
      if (recorded.event() instanceof OnDemandEvent event) {
        pool.limitChanged(
            new QualifiedFunction(
                event.stamp().accountId(),
                event.serviceName(),
                event.qualifier(),
                event.functionName()));
      }
    }
  }
}
