// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.httpapi.error;

import io.kafunc.httpapi.FcError;
import io.kafunc.httpapi.RequestIds;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes whatever no other handler knows. Ours to mend: logged once with its stack under the request
 * id; the caller sees the catalogue's text and nothing of ours.
 */
@Singleton
final class FaultHandler implements ExceptionHandler<Throwable, HttpResponse<byte[]>> {

  private static final Logger LOG = LoggerFactory.getLogger(FaultHandler.class);

  private final FcErrorResponseProcessor errors;

  FaultHandler(FcErrorResponseProcessor errors) {
    this.errors = errors;
  }

  @Override
  public HttpResponse<byte[]> handle(HttpRequest request, Throwable fault) {
    HttpRequest<?> asked = request;
    FcError error = errors.refusal(asked, fault);
    if (error.code().status() >= 500) {
      LOG.error(
          "request failed requestId={} method={} path={}",
          RequestIds.find(asked).orElse("-"),
          asked.getMethodName(),
          asked.getPath(),
          fault);
    }
    return FcErrorResponseProcessor.write(error, HttpResponse.ok());
  }
}
