// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.http;

import static io.kafunc.httpapi.ErrorCode.ENTITY_TOO_LARGE;
import static io.kafunc.httpapi.ErrorCode.INVALID_ARGUMENT;

import io.kafunc.httpapi.FcError;
import io.kafunc.httpapi.FcException;
import io.kafunc.invoker.catalog.FunctionSpec;
import io.kafunc.invoker.invocation.InvokeAnswer;
import io.kafunc.invoker.invocation.Outcome;
import io.kafunc.invoker.invocation.Outcome.Completed;
import io.kafunc.invoker.runtime.HttpCall;
import io.kafunc.invoker.runtime.ResponseHead;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.ServerHttpRequest;
import io.micronaut.http.body.AvailableByteBody;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/**
 * One request and its answer, between the client's connection and the instance's. The answer goes
 * out as soon as its head is known; what a slow client has not taken of its body waits here, at
 * most as much as one call may answer, so that the instance is free when its function is done. The
 * function's side calls from one event loop at a time.
 */
final class HttpExchange implements HttpCall {

  private final ServerHttpRequest<?> request;
  private final Map<String, Object> about;
  private final RequestBody body;
  private final CompletableFuture<HttpResponse<?>> answer = new CompletableFuture<>();
  private final Sinks.Many<byte[]> pieces = Sinks.many().unicast().onBackpressureBuffer();
  private Optional<FunctionSpec> function = Optional.empty();
  private Optional<ResponseHead> head = Optional.empty();
  private boolean piecesAreWanted;

  HttpExchange(ServerHttpRequest<?> request, String path, boolean signed) {
    this.request = request;
    this.about = RequestAbout.of(request, path, signed);
    this.body = bodyOf(request);
  }

  /** Completes once, normally: early when the body is streamed, else when the call has ended. */
  CompletionStage<HttpResponse<?>> answer() {
    return answer;
  }

  /** The call is over: its answer, or the end of one that has begun. */
  void ended(Outcome outcome) {
    if (answer.isDone() || !answer.complete(HttpAnswer.ended(request, head, outcome))) {
      if (outcome instanceof Completed) {
        pieces.tryEmitComplete();
      } else {
        pieces.tryEmitError(new IOException("the function broke off its answer"));
      }
    }
  }

  @Override
  public Map<String, Object> about() {
    return about;
  }

  @Override
  public RequestBody body() {
    return body;
  }

  @Override
  public void givenTo(FunctionSpec function) {
    this.function = Optional.of(function);
  }

  @Override
  public void answers(ResponseHead head) {
    this.head = Optional.of(head);
  }

  @Override
  public void begins(ResponseHead head) {
    var response = HttpAnswer.begun(request, head, function, pieces.asFlux());
    piecesAreWanted = response.body() instanceof AnswerBody(_, AnswerBody.Content.Streamed _);
    answer.complete(response);
  }

  @Override
  public void piece(byte[] bytes) {
    if (piecesAreWanted && bytes.length > 0) {
      pieces.tryEmitNext(bytes);
    }
  }

  /** Claimed only when an instance has it: what nobody reads the server reads on and drops. */
  private RequestBody bodyOf(ServerHttpRequest<?> request) {
    var body = request.byteBody();
    return body instanceof AvailableByteBody available
        ? new RequestBody.Whole(available.toByteArray())
        : new RequestBody.Streamed(
            Flux.defer(body::toByteArrayPublisher).doOnError(this::brokenOff));
  }

  /** A body that we refuse is answered at once, whatever the function makes of its part. */
  private void brokenOff(Throwable failure) {
    if (failure instanceof FcException refused) {
      FcError error = refused.error();
      answer.complete(
          InvokeAnswer.refused(
              error.code() == ENTITY_TOO_LARGE ? INVALID_ARGUMENT.saying(error.message()) : error));
    }
  }
}
