// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.query;

import io.kafunc.eventlog.Node;
import io.kafunc.invoker.async.drain.ActiveInvoker;
import io.kafunc.invoker.async.drain.OpenCalls;
import io.kafunc.invoker.async.query.CallList.CountsBody;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import jakarta.inject.Singleton;
import java.util.Map;
import org.reactivestreams.Publisher;

/** UP when the queues are drained: from here, or by the invoker that was elected. */
@Singleton
@Requires(beans = OpenCalls.class)
final class QueuesHealth implements HealthIndicator {

  private final OpenCalls calls;
  private final ActiveInvoker active;

  QueuesHealth(OpenCalls calls, ActiveInvoker active) {
    this.calls = calls;
    this.active = active;
  }

  @Override
  public Publisher<HealthResult> getResult() {
    boolean here = calls.drains();
    var other = active.other().map(Node::url).orElse("");
    var status = here || !other.isEmpty() ? HealthStatus.UP : HealthStatus.DOWN;
    return Publishers.just(
        HealthResult.builder("queues", status)
            .details(
                Map.of("drains", here, "active", other, "calls", CountsBody.of(calls.counts())))
            .build());
  }
}
