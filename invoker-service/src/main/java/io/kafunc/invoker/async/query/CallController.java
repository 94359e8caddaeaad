// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.query;

import static io.kafunc.httpapi.ErrorCode.INVOCATION_NOT_FOUND;
import static io.kafunc.httpapi.ErrorCode.SERVICE_UNAVAILABLE;

import io.kafunc.httpapi.Caller;
import io.kafunc.invoker.async.drain.OpenCalls;
import io.kafunc.invoker.async.drain.OpenCalls.Answer;
import io.kafunc.invoker.async.query.CallList.CountsBody;
import io.kafunc.schemas.call.CallId;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Open asynchronous calls, right from their 202 on. Ended ones are log-service's.
 *
 * <ul>
 *   <li>{@code GET /kafunc/calls/{requestId}}: 200 and the call's row ({@link CallBody}) with
 *       status {@code Enqueued} or {@code Running}; 410 and {@code {"state":"Ended"}} when it is
 *       settled: its record is there or will be in a moment; 404 {@code InvocationNotFound} when
 *       there never was such a call; 503 when nobody can say.
 *   <li>{@code GET /kafunc/calls?service=&function=&qualifier=&status=&limit=&nextToken=}: {@code
 *       {"calls":[rows], "nextToken", "counts":{accepted, queued, running, settled, missing}}}.
 * </ul>
 */
@Controller("/kafunc/calls")
@Requires(beans = OpenCalls.class)
final class CallController {

  private final OpenCalls calls;

  CallController(OpenCalls calls) {
    this.calls = calls;
  }

  @Get
  CompletionStage<CallList> list(HttpRequest<?> request, Caller caller) {
    var query = CallQuery.of(request, caller);
    return calls
        .list(query.queues(), query.runs(), query.waits(), query.from(), query.limit())
        .thenApply(
            found ->
                new CallList(
                    found.rows().stream().map(CallBody::of).toList(),
                    found.next().map(CallQuery::token),
                    CountsBody.of(calls.counts())));
  }

  @Get("/{requestId}")
  CompletionStage<HttpResponse<?>> find(@PathVariable String requestId, Caller caller) {
    return CallId.parse(requestId)
        .map(calls::find)
        .orElse(CompletableFuture.completedStage(new Answer.Unknown()))
        .handle(
            (answer, failure) -> {
              if (failure != null) {
                throw SERVICE_UNAVAILABLE.saying("Kafka does not answer").exception();
              }
              return response(requestId, answer, caller);
            });
  }

  private static HttpResponse<?> response(String requestId, Answer answer, Caller caller) {
    return switch (answer) {
      case Answer.Open(var row) when row.call().accountId().equals(caller.accountId()) ->
          HttpResponse.ok(CallBody.of(row));
      case Answer.Open _, Answer.Unknown _ ->
          throw INVOCATION_NOT_FOUND.with(requestId).exception();
      case Answer.Ended _ -> HttpResponse.status(HttpStatus.GONE).body(Map.of("state", "Ended"));
      case Answer.NotHere _ ->
          throw SERVICE_UNAVAILABLE.saying("the queue has no owner at the moment").exception();
    };
  }
}
