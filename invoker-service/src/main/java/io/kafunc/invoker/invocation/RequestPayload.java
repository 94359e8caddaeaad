// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.invocation;

import io.kafunc.schemas.Payload;
import io.micronaut.http.ServerHttpRequest;
import java.util.concurrent.CompletionStage;

/** A request's whole body, whatever its content type says. */
public final class RequestPayload {

  private RequestPayload() {}

  public static CompletionStage<Payload> of(ServerHttpRequest<?> request) {
    return request
        .byteBody()
        .buffer()
        .thenApply(
            body -> {
              try (body) {
                return body.length() == 0 ? Payload.EMPTY : new Payload(body.toByteArray());
              }
            });
  }
}
