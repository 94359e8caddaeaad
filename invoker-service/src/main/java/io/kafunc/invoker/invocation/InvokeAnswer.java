// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.invocation;

import io.kafunc.httpapi.FcError;
import io.kafunc.httpapi.FcHeaders;
import io.kafunc.httpapi.error.ErrorBody;
import io.kafunc.invoker.catalog.FunctionSpec;
import io.kafunc.invoker.invocation.AsyncCalls.Accepted;
import io.kafunc.invoker.invocation.Outcome.Completed;
import io.kafunc.invoker.invocation.Outcome.FunctionFailed;
import io.kafunc.invoker.invocation.Outcome.PlatformFailed;
import io.kafunc.invoker.invocation.Outcome.Throttled;
import io.kafunc.invoker.invocation.Outcome.TimedOut;
import io.kafunc.schemas.Payload;
import io.kafunc.schemas.metadata.CodeArchive;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import java.util.Base64;

/**
 * What a caller is told of an outcome (contract 1.6). Pure. The function's fault is a 200 with an
 * error type; only ours has another status.
 */
public final class InvokeAnswer {

  private static final String UNHANDLED = "UnhandledInvocationError";
  private static final String EXPOSED =
      "Date,x-fc-request-id,x-fc-error-type,x-fc-code-checksum,x-fc-invocation-duration,"
          + "x-fc-max-memory-usage,x-fc-log-result,x-fc-invocation-code-version";

  private InvokeAnswer() {}

  static MutableHttpResponse<?> of(Invocation invocation, Outcome outcome) {
    return switch (outcome) {
      case Completed(Run run, Payload body) -> ran(invocation, run, body);
      case FunctionFailed(Run run, String errorType, Payload body) ->
          ran(invocation, run, body).header(FcHeaders.ERROR_TYPE, errorType);
      case TimedOut(Run run, Payload body) ->
          ran(invocation, run, body).header(FcHeaders.ERROR_TYPE, UNHANDLED);
      case Throttled(_, FcError error) -> refused(error);
      case PlatformFailed(_, FcError error) -> refused(error);
    };
  }

  private static MutableHttpResponse<byte[]> ran(Invocation invocation, Run run, Payload body) {
    FunctionSpec function = run.function();
    var response =
        HttpResponse.ok(body.bytes())
            .contentType(MediaType.APPLICATION_OCTET_STREAM_TYPE)
            .header(FcHeaders.REQUEST_ID, invocation.requestId())
            .header(FcHeaders.CODE_CHECKSUM, function.code().map(CodeArchive::crc64).orElse("0"))
            .header(FcHeaders.INVOCATION_DURATION, Long.toString(Math.round(run.durationMs())))
            .header(FcHeaders.MAX_MEMORY_USAGE, hundredths(run.memoryUsedMB()))
            .header(FcHeaders.INVOCATION_SERVICE_VERSION, function.externalVersion())
            .header(FcHeaders.INSTANCE_ID, run.instanceId())
            .header("Access-Control-Expose-Headers", EXPOSED);
    run.logTail()
        .ifPresent(
            tail ->
                response.header(
                    FcHeaders.LOG_RESULT, Base64.getEncoder().encodeToString(tail.bytes())));
    return response;
  }

  /** An asynchronous call is on disk. */
  public static MutableHttpResponse<?> accepted(Accepted call) {
    var response = HttpResponse.accepted().header(FcHeaders.REQUEST_ID, call.requestId());
    call.invocationId()
        .ifPresent(id -> response.header(FcHeaders.STATEFUL_ASYNC_INVOCATION_ID, id));
    return response;
  }

  /** A refusal in FC's one form. */
  public static MutableHttpResponse<byte[]> refused(FcError error) {
    return HttpResponse.<byte[]>status(error.code().status(), error.code().code())
        .body(ErrorBody.render(error))
        .contentType(MediaType.APPLICATION_JSON_TYPE);
  }

  /** Two decimals without the price of a format string. */
  public static String hundredths(double value) {
    long all = Math.round(value * 100);
    long rest = all % 100;
    return all / 100 + (rest < 10 ? ".0" : ".") + rest;
  }
}
