// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.standalone;

import io.micronaut.health.HealthStatus;
import io.micronaut.management.endpoint.health.HealthEndpoint;
import io.micronaut.management.health.indicator.HealthResult;
import java.time.Duration;
import reactor.core.publisher.Mono;

/** Waits until {@code /health} says UP. */
final class Readiness {

  private static final long STEP_MILLIS = 20;

  private final HealthEndpoint health;

  Readiness(Suite suite) {
    this.health = suite.context().getBean(HealthEndpoint.class);
  }

  /** False when the patience ends first. */
  boolean await(Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (!isUp()) {
      if (System.nanoTime() > end) {
        return false;
      }
      Thread.sleep(STEP_MILLIS);
    }
    return true;
  }

  private boolean isUp() {
    HealthResult result = Mono.from(health.getHealth(null)).block();
    return result != null && result.getStatus().equals(HealthStatus.UP);
  }
}
