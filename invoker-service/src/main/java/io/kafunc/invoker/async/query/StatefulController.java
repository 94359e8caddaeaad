// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.query;

import static io.kafunc.httpapi.ErrorCode.ASYNC_INVOCATION_STOPPED;
import static io.kafunc.httpapi.ErrorCode.INVALID_ARGUMENT;
import static io.kafunc.httpapi.ErrorCode.INVOCATION_NOT_FOUND;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.kafunc.httpapi.Caller;
import io.kafunc.httpapi.FcException;
import io.kafunc.invoker.async.drain.StatefulCalls;
import io.kafunc.invoker.async.drain.StatefulCalls.Rows;
import io.kafunc.invoker.async.drain.StatefulCalls.Stop;
import io.kafunc.invoker.catalog.FunctionCatalog;
import io.kafunc.invoker.catalog.QualifiedFunction;
import io.kafunc.invoker.catalog.Resolution.Found;
import io.kafunc.invoker.catalog.Resolution.Missing;
import io.kafunc.invoker.invocation.QualifiedService;
import io.kafunc.schemas.call.CallTopic;
import io.kafunc.schemas.invocation.InvocationStatus;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Put;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * GetStatefulAsyncInvocation, ListStatefulAsyncInvocations, StopStatefulAsyncInvocation (contract
 * 1.10). Never blocks.
 */
@Controller("/2016-08-15/services/{service}/functions/{functionName}/stateful-async-invocations")
@Consumes(MediaType.ALL)
@Requires(beans = StatefulCalls.class)
final class StatefulController {

  private final StatefulCalls calls;
  private final FunctionCatalog catalog;

  StatefulController(StatefulCalls calls, FunctionCatalog catalog) {
    this.calls = calls;
    this.catalog = catalog;
  }

  /** An empty list is {@code null}, as the vendor's is. */
  record Page(
      @JsonInclude(Include.ALWAYS) @Nullable List<StatefulBody> invocations,
      @JsonInclude(Include.NON_ABSENT) Optional<String> nextToken) {

    static Page of(Rows rows, boolean payload) {
      var bodies = rows.rows().stream().map(row -> StatefulBody.of(row, payload)).toList();
      return new Page(bodies.isEmpty() ? null : bodies, rows.next().map(Object::toString));
    }
  }

  @Get
  CompletionStage<Page> listStatefulAsyncInvocations(
      HttpRequest<?> request, Caller caller, String service, String functionName) {
    var function = function(caller, service, functionName);
    var wanted = StatefulQuery.of(request, queue(function));
    return existing(function)
        .thenCompose(_ -> calls.list(wanted))
        .thenApply(rows -> Page.of(rows, wanted.payload()));
  }

  @Get("/{invocationId}")
  CompletionStage<StatefulBody> getStatefulAsyncInvocation(
      Caller caller, String service, String functionName, String invocationId) {
    var function = function(caller, service, functionName);
    return calls
        .find(queue(function), invocationId)
        .thenCompose(
            row ->
                row.isPresent()
                    ? CompletableFuture.completedStage(StatefulBody.of(row.get(), true))
                    : missing(function, invocationId));
  }

  @Put("/{invocationId}")
  CompletionStage<HttpResponse<?>> stopStatefulAsyncInvocation(
      Caller caller, String service, String functionName, String invocationId) {
    var function = function(caller, service, functionName);
    return calls
        .stop(queue(function), invocationId)
        .thenCompose(
            stop ->
                switch (stop) {
                  case Stop.Stopped _ -> CompletableFuture.completedStage(HttpResponse.ok());
                  case Stop.TooLate(var status) ->
                      CompletableFuture.failedStage(tooLate(invocationId, status));
                  case Stop.Unknown _ -> missing(function, invocationId);
                });
  }

  private static FcException tooLate(String invocationId, InvocationStatus status) {
    return status == InvocationStatus.Stopped
        ? ASYNC_INVOCATION_STOPPED
            .saying("invocation '%s' has been stopped".formatted(invocationId))
            .exception()
        : INVALID_ARGUMENT
            .saying("invocation '%s' has ended: it cannot be stopped".formatted(invocationId))
            .exception();
  }

  /** What is missing first: the service, the version, the function, or the call. */
  private <T> CompletionStage<T> missing(QualifiedFunction function, String invocationId) {
    return existing(function)
        .thenCompose(
            _ ->
                CompletableFuture.failedStage(INVOCATION_NOT_FOUND.with(invocationId).exception()));
  }

  private CompletionStage<Void> existing(QualifiedFunction function) {
    return catalog
        .resolve(
            function.accountId(),
            function.serviceName(),
            function.qualifier(),
            function.functionName())
        .thenCompose(
            resolution ->
                switch (resolution) {
                  case Found _ -> CompletableFuture.completedStage(null);
                  case Missing(var error) -> CompletableFuture.failedStage(error.exception());
                });
  }

  private static QualifiedFunction function(Caller caller, String service, String functionName) {
    var asked = QualifiedService.parse(service);
    return new QualifiedFunction(
        caller.accountId(), asked.serviceName(), asked.qualifier(), functionName);
  }

  private static String queue(QualifiedFunction function) {
    return CallTopic.queue(
        function.accountId(),
        function.serviceName(),
        function.qualifier(),
        function.functionName());
  }
}
