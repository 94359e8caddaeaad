// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.trigger;

import io.kafunc.trigger.firing.FiringOwner;
import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import jakarta.inject.Singleton;
import java.util.Map;
import org.reactivestreams.Publisher;

/** UP when timers fire: from here, or from the node that was elected. */
@Singleton
final class TimersHealth implements HealthIndicator {

  private final FiringOwner owner;

  TimersHealth(FiringOwner owner) {
    this.owner = owner;
  }

  @Override
  public Publisher<HealthResult> getResult() {
    var status = owner.served() ? HealthStatus.UP : HealthStatus.DOWN;
    return Publishers.just(
        HealthResult.builder("timers", status).details(Map.of("fires", owner.fires())).build());
  }
}
