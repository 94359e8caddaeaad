// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.invocation;

import io.kafunc.httpapi.Caller;
import io.kafunc.httpapi.Name;
import io.kafunc.httpapi.RequestIds;
import io.kafunc.schemas.Payload;
import io.kafunc.schemas.invocation.InvocationType;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.ServerHttpRequest;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * InvokeFunction (contract 1.6): HTTP in, an {@link Invocation}; its outcome, HTTP out. Runs on
 * event loops and never blocks. The body is read as bytes whatever its content type says.
 */
@Controller("/2016-08-15/services/{service}/functions/{function}/invocations")
final class InvokeController {

  private final Invoke invoke;
  private final AsyncCalls asyncCalls;
  private final Clock clock;

  InvokeController(Invoke invoke, AsyncCalls asyncCalls, Clock clock) {
    this.invoke = invoke;
    this.asyncCalls = asyncCalls;
    this.clock = clock;
  }

  @Post(consumes = MediaType.ALL, produces = MediaType.APPLICATION_OCTET_STREAM)
  CompletionStage<? extends HttpResponse<?>> invokeFunction(
      ServerHttpRequest<?> request,
      @PathVariable String service,
      @PathVariable String function,
      Caller caller) {
    var target = QualifiedService.parse(service);
    var functionName = Name.check("functionName", function);
    var options = CallOptions.of(request.getHeaders());
    return RequestPayload.of(request)
        .thenCompose(
            payload -> {
              var invocation = invocation(request, target, functionName, options, caller, payload);
              return options.type() == InvocationType.Async
                  ? enqueue(invocation, options.invocationId())
                  : run(invocation);
            });
  }

  private CompletionStage<MutableHttpResponse<?>> run(Invocation invocation) {
    return invoke.invoke(invocation).thenApply(outcome -> InvokeAnswer.of(invocation, outcome));
  }

  private CompletionStage<MutableHttpResponse<?>> enqueue(
      Invocation invocation, Optional<String> invocationId) {
    return asyncCalls
        .accept(invocation, invocationId, Optional.empty())
        .thenApply(InvokeAnswer::accepted);
  }

  private Invocation invocation(
      HttpRequest<?> request,
      QualifiedService target,
      String functionName,
      CallOptions options,
      Caller caller,
      Payload payload) {
    return new Invocation(
        caller.accountId(),
        target.serviceName(),
        target.qualifier(),
        functionName,
        payload,
        RequestIds.of(request),
        options.type(),
        options.logTail(),
        clock.instant(),
        Optional.empty(),
        Optional.empty(),
        1,
        caller.accessKeyId());
  }
}
