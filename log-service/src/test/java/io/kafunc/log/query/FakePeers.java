// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.log.query;

import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** An invoker and a metadata-service that say what a test has told them. */
@Controller
@Requires(property = "test.peers")
final class FakePeers {

  static final String ENDED = "ended";

  final Map<String, Object> calls = new ConcurrentHashMap<>();
  volatile boolean away;

  @Get("/kafunc/calls/{requestId}")
  HttpResponse<?> call(String requestId) {
    if (away) {
      return HttpResponse.status(HttpStatus.SERVICE_UNAVAILABLE).body(Map.of());
    }
    Object call = calls.get(requestId);
    if (call == null) {
      return HttpResponse.notFound(Map.of("ErrorCode", "InvocationNotFound"));
    }
    return HttpResponse.ok(call.equals(ENDED) ? Map.of("requestId", requestId) : call);
  }

  @Get("/kafunc/calls")
  HttpResponse<?> list(@QueryValue String status, @QueryValue Optional<String> service) {
    return away
        ? HttpResponse.status(HttpStatus.SERVICE_UNAVAILABLE).body(Map.of())
        : HttpResponse.ok(
            Map.of(
                "calls",
                List.of(Map.of("status", status, "serviceName", service.orElse("-"))),
                "nextToken",
                "more"));
  }

  @Get("/2016-08-15/services/{service}/aliases/{alias}")
  HttpResponse<?> alias(String service, String alias) {
    if (away) {
      return HttpResponse.status(HttpStatus.SERVICE_UNAVAILABLE).body(Map.of());
    }
    return alias.equals("PROD")
        ? HttpResponse.ok(
            Map.of(
                "aliasName", alias, "versionId", "1", "additionalVersionWeight", Map.of("2", 0.3)))
        : HttpResponse.notFound(Map.of("ErrorCode", "AliasNotFound"));
  }
}
