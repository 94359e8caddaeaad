// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.httpapi.server;

import static io.kafunc.httpapi.ErrorCode.ENTITY_TOO_LARGE;
import static io.kafunc.httpapi.ErrorCode.INVALID_ARGUMENT;

import io.kafunc.httpapi.FcError;
import io.netty.buffer.ByteBufHolder;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;

/**
 * Stops what must not get as far as the router: targets that no server should interpret, bodies
 * beyond their limit. Both still go through as requests, marked as failed, so that answers keep the
 * order of their requests and get their FC body where all others get it. One per connection, on its
 * event loop.
 *
 * <p>A body that is too large is answered at once and read on for a while, because a client that is
 * still sending would otherwise see a broken connection instead of the answer.
 */
final class RequestGate extends ChannelDuplexHandler {

  private static final long DRAINED = 64L * 1024 * 1024;

  private final ServerSettings settings;
  private long limit;
  private long received;
  private boolean refused;
  private boolean broken;
  private long begun;
  private long answered;

  RequestGate(ServerSettings settings) {
    this.settings = settings;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof HttpRequest request) {
      begin(ctx, request);
    } else if (message instanceof HttpContent content) {
      pass(ctx, content);
    } else {
      ctx.fireChannelRead(message);
    }
  }

  private void begin(ChannelHandlerContext ctx, HttpRequest request) {
    begun++;
    refused = false;
    received = 0;
    String uri = RequestUri.checked(request.uri());
    boolean decoded = request.decoderResult().isSuccess();
    if (uri == null) {
      request.setUri("/");
      if (decoded) {
        request.setDecoderResult(refusal(INVALID_ARGUMENT.saying("request path is malformed")));
      }
    } else {
      uri = ObjectDoor.routed(request, uri, settings.objectHost());
      request.setUri(uri);
      if (!isFunctionsOwn(uri)) {
        // FC answers as it answers, whatever the client would rather have.
        request.headers().remove(HttpHeaderNames.ACCEPT);
      }
      if (decoded && !hasOneLength(request)) {
        request.setDecoderResult(
            refusal(INVALID_ARGUMENT.saying("Content-Length is set to an invalid value")));
      }
    }
    limit = BodyLimit.of(request, settings);
    ctx.fireChannelRead(request);
    if (request.decoderResult().isSuccess() && HttpUtil.getContentLength(request, 0L) > limit) {
      refuse(ctx, ENTITY_TOO_LARGE.with(limit));
    }
  }

  private void pass(ChannelHandlerContext ctx, HttpContent content) {
    if (content.decoderResult().isFailure()) {
      // Netty ends a body that it cannot decode as if it were whole, and reads nothing more.
      broken = true;
      refuse(ctx, INVALID_ARGUMENT.saying("request body is malformed"));
    }
    received += ((ByteBufHolder) content).content().readableBytes();
    if (received <= limit) {
      ctx.fireChannelRead(content);
      return;
    }
    refuse(ctx, ENTITY_TOO_LARGE.with(limit));
    if (received > limit + DRAINED) {
      ReferenceCountUtil.release(content);
      ctx.close();
      return;
    }
    ctx.fireChannelRead(content);
  }

  /** The request's body fails; what still comes of it is dropped by the handler behind us. */
  private void refuse(ChannelHandlerContext ctx, FcError error) {
    boolean answerIsOut = answered == begun;
    if (!refused && !answerIsOut) {
      ctx.fireExceptionCaught(error.exception());
    }
    refused = true;
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    boolean closes = broken && answered + 1 == begun && !isInterim(message);
    if (closes && message instanceof HttpResponse response) {
      HttpUtil.setKeepAlive(response, false);
    }
    if (message instanceof LastHttpContent && !isInterim(message)) {
      answered++;
      if (closes) {
        ctx.write(message, promise.unvoid()).addListener(ChannelFutureListener.CLOSE);
        return;
      }
    }
    ctx.write(message, promise);
  }

  private static boolean isInterim(Object message) {
    return message instanceof HttpResponse response
        && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
  }

  private static boolean isFunctionsOwn(String uri) {
    return uri.startsWith("/2016-08-15/proxy/")
        || !uri.startsWith("/2016-08-15/") && !uri.startsWith("/kafunc/");
  }

  private static boolean hasOneLength(HttpRequest request) {
    try {
      return HttpUtil.getContentLength(request, 0L) >= 0;
    } catch (NumberFormatException _) {
      return false;
    }
  }

  private static DecoderResult refusal(FcError error) {
    return DecoderResult.failure(error.exception());
  }
}
