// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.write;

import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import jakarta.inject.Singleton;
import java.util.Map;
import org.reactivestreams.Publisher;

/**
 * UP when reads are of the log's end and somebody writes; DOWN while the database takes no rows. A
 * tail that stopped by a fault never comes back by itself: DOWN until the process is started anew.
 */
@Singleton
final class MetadataHealth implements HealthIndicator {

  private final AccountHandler accounts;

  MetadataHealth(AccountHandler accounts) {
    this.accounts = accounts;
  }

  @Override
  public Publisher<HealthResult> getResult() {
    boolean failed = accounts.tail().failure().isPresent();
    boolean written = accounts.serving() || accounts.otherOwner().isPresent();
    boolean late = accounts.late();
    boolean up = !failed && !late && written && accounts.caughtUp();
    return Publishers.just(
        HealthResult.builder("metadata", up ? HealthStatus.UP : HealthStatus.DOWN)
            .details(
                Map.of(
                    "writer",
                    accounts.serving(),
                    "position",
                    accounts.tail().position(),
                    "late",
                    late,
                    "failed",
                    failed))
            .build());
  }
}
