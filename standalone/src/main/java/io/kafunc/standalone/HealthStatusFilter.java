// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.standalone;

import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.management.endpoint.health.HealthEndpoint;
import io.micronaut.management.endpoint.health.filter.HealthResultFilter;

/**
 * Micronaut's own filter for answers about health, without its patterns: the router matches the
 * path of every request anew with each pattern that a filter has. It looks at bodies anyway.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Requires(beans = HealthEndpoint.class)
@Replaces(HealthResultFilter.class)
final class HealthStatusFilter extends HealthResultFilter {

  HealthStatusFilter(HealthEndpoint health) {
    super(health);
  }

  @Override
  @ResponseFilter
  public void doFilter(MutableHttpResponse<?> response) {
    super.doFilter(response);
  }
}
