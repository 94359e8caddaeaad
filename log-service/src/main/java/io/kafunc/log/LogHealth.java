// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.log;

import io.kafunc.log.ingest.Progress;
import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import jakarta.inject.Singleton;
import java.util.Map;
import org.reactivestreams.Publisher;

/** Says how far the log is behind. That never makes the suite DOWN: calls do not need it. */
@Singleton
final class LogHealth implements HealthIndicator {

  private final Progress progress;

  LogHealth(Progress progress) {
    this.progress = progress;
  }

  @Override
  public Publisher<HealthResult> getResult() {
    return Publishers.just(
        HealthResult.builder("log", HealthStatus.UP)
            .details(Map.of("progress", progress.word(), "behind", progress.behind()))
            .build());
  }
}
