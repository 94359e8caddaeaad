// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.object;

import io.kafunc.httpapi.RequestIds;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;

/** Names the request in every answer of the endpoint as the protocol does. Runs on event loops. */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class ObjectAnswers {

  @ResponseFilter
  void identify(HttpRequest<?> request, MutableHttpResponse<?> response) {
    if (request.getPath().startsWith(ObjectAddress.PATH)) {
      RequestIds.find(request).ifPresent(id -> response.header("X-Oss-Request-Id", id));
    }
  }
}
