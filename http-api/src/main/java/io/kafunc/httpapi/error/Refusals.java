// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.httpapi.error;

import static io.kafunc.httpapi.ErrorCode.CLIENT_CLOSED_REQUEST;
import static io.kafunc.httpapi.ErrorCode.ENTITY_TOO_LARGE;
import static io.kafunc.httpapi.ErrorCode.INTERNAL_SERVER_ERROR;
import static io.kafunc.httpapi.ErrorCode.INVALID_ARGUMENT;
import static io.kafunc.httpapi.ErrorCode.PATH_NOT_SUPPORTED;
import static io.kafunc.httpapi.ErrorCode.UNSUPPORTED_MEDIA_TYPE;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.kafunc.httpapi.FcError;
import io.kafunc.httpapi.FcException;
import io.kafunc.httpapi.json.JsonRefusal;
import io.micronaut.core.convert.exceptions.ConversionErrorException;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.exceptions.BufferLengthExceededException;
import io.micronaut.http.exceptions.ContentLengthExceededException;
import io.micronaut.http.exceptions.HttpStatusException;
import io.micronaut.http.server.exceptions.NotAllowedException;
import io.micronaut.http.server.exceptions.NotFoundException;
import io.micronaut.http.server.exceptions.UnsupportedMediaException;
import io.micronaut.web.router.exceptions.UnsatisfiedRouteException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.channels.ClosedChannelException;
import java.util.Locale;

/**
 * Says in FC's words what went wrong. Pure. Only a caller's own mistake is described; of anything
 * unexpected nothing gets out but {@code InternalServerError}.
 */
final class Refusals {

  /** What a caller is told of this fault. */
  static FcError of(HttpRequest<?> request, Throwable fault, long bodyLimit) {
    for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
      if (cause instanceof FcException refused) {
        return refused.error();
      }
      if (cause instanceof JsonProcessingException json) {
        return JsonRefusal.of(json);
      }
    }
    return switch (fault) {
      case NotFoundException _ -> pathNotSupported(request);
      case NotAllowedException _ -> pathNotSupported(request);
      case UnsupportedMediaException _ -> unsupportedMediaType(request);
      case ContentLengthExceededException _ -> ENTITY_TOO_LARGE.with(bodyLimit);
      case BufferLengthExceededException _ -> ENTITY_TOO_LARGE.with(bodyLimit);
      case TooLongHttpLineException _ -> INVALID_ARGUMENT.saying("request line is too long");
      case TooLongHttpHeaderException _ -> INVALID_ARGUMENT.saying("request headers are too large");
      case TooLongFrameException _ -> ENTITY_TOO_LARGE.with(bodyLimit);
      case ConversionErrorException conversion -> notConverted(conversion);
      case UnsatisfiedRouteException missing -> missing(missing.getArgument());
      case URISyntaxException _ -> malformedPath();
      case ClosedChannelException _ -> CLIENT_CLOSED_REQUEST.with();
      case IOException lost when lost.getMessage() != null && isDisconnect(lost.getMessage()) ->
          CLIENT_CLOSED_REQUEST.with();
      case HttpStatusException refused when refused.getStatus().getCode() < 500 ->
          INVALID_ARGUMENT.saying(String.valueOf(refused.getMessage()));
      default -> INTERNAL_SERVER_ERROR.with();
    };
  }

  /** What a caller is told of a status that Micronaut chose without a fault. */
  static FcError of(HttpRequest<?> request, int status, long bodyLimit) {
    return switch (status) {
      case 404, 405 -> pathNotSupported(request);
      case 413 -> ENTITY_TOO_LARGE.with(bodyLimit);
      case 415 -> unsupportedMediaType(request);
      default ->
          status < 500
              ? INVALID_ARGUMENT.saying("malformed HTTP request")
              : INTERNAL_SERVER_ERROR.with();
    };
  }

  static FcError malformedPath() {
    return INVALID_ARGUMENT.saying("request path is malformed");
  }

  private static FcError pathNotSupported(HttpRequest<?> request) {
    return PATH_NOT_SUPPORTED.with(request.getMethodName(), request.getPath());
  }

  private static FcError unsupportedMediaType(HttpRequest<?> request) {
    String type = request.getHeaders().get("Content-Type");
    return UNSUPPORTED_MEDIA_TYPE.with(type == null ? "" : type, "application/json");
  }

  private static FcError missing(Argument<?> argument) {
    boolean body = argument.getName().equals("body");
    return INVALID_ARGUMENT.saying(
        (body ? "request body" : argument.getName()) + " is required but not set");
  }

  private static FcError notConverted(ConversionErrorException conversion) {
    Object actual = conversion.getConversionError().getOriginalValue().orElse("");
    return INVALID_ARGUMENT.saying(
        "%s is set to an invalid value (allowed: %s, actual: '%s')"
            .formatted(
                conversion.getArgument().getName(),
                conversion.getArgument().getType().getSimpleName(),
                actual instanceof CharSequence ? actual : ""));
  }

  private static boolean isDisconnect(String message) {
    String text = message.toLowerCase(Locale.ROOT);
    return text.contains("connection closed")
        || text.contains("connection reset")
        || text.contains("broken pipe");
  }

  private Refusals() {}
}
