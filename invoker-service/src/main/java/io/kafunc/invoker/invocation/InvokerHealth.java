// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.invocation;

import io.kafunc.invoker.catalog.CatalogTail;
import io.kafunc.invoker.catalog.FunctionCatalog;
import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import jakarta.inject.Singleton;
import java.util.Map;
import org.reactivestreams.Publisher;

/**
 * The invoker's line in {@code /health}: UP once the catalog knew everything, and as long as it is
 * still fed. A broker that is away for a while changes nothing: calls go on.
 */
@Singleton
final class InvokerHealth implements HealthIndicator {

  private final CatalogTail tail;
  private final FunctionCatalog catalog;
  private final JournalBacklog backlog;

  InvokerHealth(CatalogTail tail, FunctionCatalog catalog, JournalBacklog backlog) {
    this.tail = tail;
    this.catalog = catalog;
    this.backlog = backlog;
  }

  @Override
  public Publisher<HealthResult> getResult() {
    boolean serving = tail.caughtUp().isDone() && tail.tail().failure().isEmpty();
    return Publishers.just(
        HealthResult.builder("invoker", serving ? HealthStatus.UP : HealthStatus.DOWN)
            .details(
                Map.of(
                    "services", catalog.services(),
                    "metadataPosition", tail.tail().position(),
                    "spoolBytes", backlog.spoolBytes(),
                    "droppedRecords", backlog.dropped()))
            .build());
  }
}
