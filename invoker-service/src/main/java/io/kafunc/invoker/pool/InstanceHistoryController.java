// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.pool;

import static io.kafunc.httpapi.ErrorCode.INVALID_ARGUMENT;

import io.kafunc.httpapi.Caller;
import io.kafunc.invoker.runtime.InstanceLoops;
import io.micronaut.context.annotation.Context;
import io.micronaut.http.HttpParameters;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** How many instances a function used over time (F-55); an endpoint of our own. */
@Context
@Controller("/kafunc/instances/history")
final class InstanceHistoryController {

  private static final long PERIOD_S = 10;

  private final InstanceHistory history = new InstanceHistory();
  private final InstancePool pool;
  private final InstanceLoops loops;
  private final Clock clock;
  private ScheduledFuture<?> sampling;

  InstanceHistoryController(InstancePool pool, InstanceLoops loops, Clock clock) {
    this.pool = pool;
    this.loops = loops;
    this.clock = clock;
  }

  record Answer(List<InstanceHistory.Point> points) {}

  @PostConstruct
  void begin() {
    sampling =
        loops
            .group()
            .scheduleAtFixedRate(
                () -> history.add(clock.instant(), pool.counts()), 0, PERIOD_S, TimeUnit.SECONDS);
  }

  /** All qualifiers of the function unless one is asked for. */
  @Get
  Answer history(HttpRequest<?> request, Caller caller) {
    var query = request.getParameters();
    var service = required(query, "serviceName");
    var function = required(query, "functionName");
    var qualifier = query.get("qualifier");
    return new Answer(
        history.of(
            counts ->
                counts.accountId().equals(caller.accountId())
                    && counts.serviceName().equals(service)
                    && counts.functionName().equals(function)
                    && (qualifier == null
                        || qualifier.isEmpty()
                        || counts.qualifier().equals(qualifier))));
  }

  private static String required(HttpParameters query, String name) {
    var value = query.get(name);
    if (value == null || value.isEmpty()) {
      throw INVALID_ARGUMENT.saying(name + " is required but not set").exception();
    }
    return value;
  }

  @PreDestroy
  void end() {
    sampling.cancel(false);
  }
}
