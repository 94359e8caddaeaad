// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.standalone.broker;

import io.micronaut.context.annotation.Requires;
import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import jakarta.inject.Singleton;
import java.util.Map;
import org.reactivestreams.Publisher;

/** The embedded broker's line in {@code /health}: where it is, and what broke it. */
@Singleton
@Requires(bean = EmbeddedBroker.class)
final class BrokerHealth implements HealthIndicator {

  private final EmbeddedBroker broker;

  BrokerHealth(EmbeddedBroker broker) {
    this.broker = broker;
  }

  @Override
  public Publisher<HealthResult> getResult() {
    return Publishers.just(broker.fault().map(BrokerHealth::down).orElseGet(this::serving));
  }

  private static HealthResult down(String reason) {
    return HealthResult.builder("broker", HealthStatus.DOWN)
        .details(Map.of("reason", reason))
        .build();
  }

  private HealthResult serving() {
    return HealthResult.builder("broker", broker.isReady() ? HealthStatus.UP : HealthStatus.DOWN)
        .details(Map.of("address", broker.bootstrapServers()))
        .build();
  }
}
