// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.httpapi.error;

import io.kafunc.httpapi.FcError;
import io.kafunc.httpapi.FcException;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.HttpServerConfiguration;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import io.micronaut.http.server.netty.NettyHttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import jakarta.inject.Singleton;

/**
 * The one place where errors get their body. All of Micronaut's own handlers end here, also those
 * for requests that Netty could not decode and that no filter sees. Runs on event loops.
 */
@Singleton
final class FcErrorResponseProcessor implements ErrorResponseProcessor<byte[]> {

  private final HttpServerConfiguration server;

  FcErrorResponseProcessor(HttpServerConfiguration server) {
    this.server = server;
  }

  @Override
  public MutableHttpResponse<byte[]> processResponse(
      ErrorContext context, MutableHttpResponse<?> response) {
    return write(refusal(context, response.code()), response);
  }

  /** What the caller of this request is told of a fault. */
  FcError refusal(HttpRequest<?> request, Throwable fault) {
    return Refusals.of(request, fault, server.getMaxRequestBufferSize());
  }

  static MutableHttpResponse<byte[]> write(FcError error, MutableHttpResponse<?> response) {
    int status = error.code().status();
    return response
        .status(status, HttpResponseStatus.valueOf(status).reasonPhrase())
        .contentType(MediaType.APPLICATION_JSON_TYPE)
        .body(ErrorBody.render(error));
  }

  private FcError refusal(ErrorContext context, int status) {
    HttpRequest<?> request = context.getRequest();
    Throwable undecoded = decoderFault(request);
    if (undecoded != null) {
      FcError error = refusal(request, undecoded);
      return undecoded instanceof FcException || error.code().status() < 500
          ? error
          : Refusals.of(request, 400, server.getMaxRequestBufferSize());
    }
    return context
        .getRootCause()
        .map(fault -> refusal(request, fault))
        .orElseGet(() -> Refusals.of(request, status, server.getMaxRequestBufferSize()));
  }

  private static Throwable decoderFault(HttpRequest<?> request) {
    return request instanceof NettyHttpRequest<?> netty
        ? netty.getNativeRequest().decoderResult().cause()
        : null;
  }
}
