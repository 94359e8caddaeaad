// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.httpapi.error;

import io.kafunc.httpapi.FcException;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;

/** Answers with the refusal that was thrown; a refusal is no fault and is not logged. */
@Singleton
final class RefusalHandler implements ExceptionHandler<FcException, HttpResponse<byte[]>> {

  @Override
  public HttpResponse<byte[]> handle(HttpRequest request, FcException refused) {
    return FcErrorResponseProcessor.write(refused.error(), HttpResponse.ok());
  }
}
