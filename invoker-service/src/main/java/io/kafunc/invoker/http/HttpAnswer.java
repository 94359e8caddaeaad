// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.http;

import static io.kafunc.httpapi.ErrorCode.BAD_RESPONSE;

import io.kafunc.httpapi.FcError;
import io.kafunc.httpapi.FcHeaders;
import io.kafunc.httpapi.HostName;
import io.kafunc.invoker.catalog.FunctionSpec;
import io.kafunc.invoker.http.AnswerBody.Content;
import io.kafunc.invoker.invocation.InvokeAnswer;
import io.kafunc.invoker.invocation.Outcome;
import io.kafunc.invoker.invocation.Outcome.Completed;
import io.kafunc.invoker.invocation.Outcome.FunctionFailed;
import io.kafunc.invoker.invocation.Outcome.PlatformFailed;
import io.kafunc.invoker.invocation.Outcome.Throttled;
import io.kafunc.invoker.invocation.Outcome.TimedOut;
import io.kafunc.invoker.invocation.Run;
import io.kafunc.invoker.runtime.ResponseHead;
import io.kafunc.schemas.Payload;
import io.kafunc.schemas.metadata.CodeArchive;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;

/**
 * What a client of an HTTP trigger is told (contract 1.7): the function's own answer, or 502 with
 * the error of a function that gave none. Never throws: a client that gets no answer would wait for
 * as long as it likes.
 */
final class HttpAnswer {

  private static final Logger log = LoggerFactory.getLogger(HttpAnswer.class);
  private static final String UNHANDLED = "UnhandledInvocationError";
  private static final byte[] NOTHING = {};

  private HttpAnswer() {}

  /** An answer whose body is still to come. */
  static HttpResponse<?> begun(
      HttpRequest<?> request,
      ResponseHead head,
      Optional<FunctionSpec> function,
      Flux<byte[]> body) {
    return made(head, () -> identified(own(request, head, new Content.Streamed(body)), function));
  }

  /**
   * @param head what the function said before its body, if it came so far
   */
  static HttpResponse<?> ended(
      HttpRequest<?> request, Optional<ResponseHead> head, Outcome outcome) {
    return switch (outcome) {
      case Completed(Run run, Payload body) ->
          head.<HttpResponse<?>>map(answer -> completed(request, answer, run, body))
              .orElseGet(
                  () -> InvokeAnswer.refused(BAD_RESPONSE.saying("the function gave no answer")));
      case FunctionFailed(Run run, String errorType, Payload body) -> failed(run, errorType, body);
      case TimedOut(Run run, Payload body) -> failed(run, UNHANDLED, body);
      case Throttled(_, FcError error) -> InvokeAnswer.refused(error);
      case PlatformFailed(_, FcError error) -> InvokeAnswer.refused(error);
    };
  }

  private static HttpResponse<?> completed(
      HttpRequest<?> request, ResponseHead head, Run run, Payload body) {
    return made(head, () -> measured(own(request, head, new Content.Whole(body.bytes())), run));
  }

  /** The policy knows what is no HTTP; what it overlooks is the function's fault all the same. */
  private static HttpResponse<?> made(ResponseHead head, Supplier<HttpResponse<?>> answer) {
    try {
      return HeaderPolicy.fault(head).<HttpResponse<?>>map(InvokeAnswer::refused).orElseGet(answer);
    } catch (RuntimeException unmade) {
      log.warn("no response can be made of what a function answered", unmade);
      return InvokeAnswer.refused(BAD_RESPONSE.saying("the function's answer is no HTTP"));
    }
  }

  private static HttpResponse<?> failed(Run run, String errorType, Payload error) {
    var response =
        HttpResponse.<byte[]>status(BAD_RESPONSE.status(), BAD_RESPONSE.code())
            .body(error.bytes())
            .contentType(MediaType.APPLICATION_JSON_TYPE)
            .header(FcHeaders.ERROR_TYPE, errorType);
    return measured(response, run);
  }

  /** Status, headers and body as the function set them, as far as they are its to set. */
  private static MutableHttpResponse<?> own(
      HttpRequest<?> request, ResponseHead head, Content content) {
    MutableHttpResponse<AnswerBody> response = HttpResponse.status(head.status(), reason(head));
    var type = Optional.<String>empty();
    for (var header : head.headers().entrySet()) {
      if (header.getKey().equalsIgnoreCase(HttpHeaders.CONTENT_TYPE)) {
        type = header.getValue().stream().findFirst().map(HeaderPolicy::onTheWire);
      } else if (HeaderPolicy.passesToClient(header.getKey())) {
        for (String value : header.getValue()) {
          response.getHeaders().add(header.getKey(), HeaderPolicy.onTheWire(value));
        }
      }
    }
    Cors.permit(request, response);
    if (HostName.of(request.getHeaders().get(HttpHeaders.HOST)).isVendors()) {
      response.getHeaders().set(HttpHeaders.CONTENT_DISPOSITION, "attachment");
    }
    if (request.getMethod() == HttpMethod.HEAD) {
      type.ifPresent(own -> response.header(HttpHeaders.CONTENT_TYPE, own));
      if (content instanceof Content.Whole(byte[] bytes)) {
        response.contentLength(bytes.length);
      }
      return response;
    }
    boolean empty = head.status() == 204 || head.status() == 304;
    response.bodyWriter(AnswerBody.Writer.INSTANCE);
    return response.body(new AnswerBody(type, empty ? new Content.Whole(NOTHING) : content));
  }

  private static String reason(ResponseHead head) {
    return HttpResponseStatus.valueOf(head.status()).reasonPhrase();
  }

  private static HttpResponse<?> measured(MutableHttpResponse<?> response, Run run) {
    response
        .header(FcHeaders.INVOCATION_DURATION, Long.toString(Math.round(run.durationMs())))
        .header(FcHeaders.MAX_MEMORY_USAGE, InvokeAnswer.hundredths(run.memoryUsedMB()))
        .header(FcHeaders.INSTANCE_ID, run.instanceId());
    return identified(response, Optional.of(run.function()));
  }

  private static HttpResponse<?> identified(
      MutableHttpResponse<?> response, Optional<FunctionSpec> function) {
    function.ifPresent(
        spec ->
            response
                .header(FcHeaders.CODE_CHECKSUM, spec.code().map(CodeArchive::crc64).orElse("0"))
                .header(FcHeaders.INVOCATION_SERVICE_VERSION, spec.externalVersion()));
    return response;
  }
}
