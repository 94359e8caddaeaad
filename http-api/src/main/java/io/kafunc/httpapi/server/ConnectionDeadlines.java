// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.httpapi.server;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Closes connections that only hold a place: idle ones, headers that never end, bodies that
 * trickle, readers that stopped reading. A call that runs has no deadline here, however long it is
 * silent. One per connection, on its event loop; one timer per connection, none per request.
 */
final class ConnectionDeadlines extends ChannelDuplexHandler {

  private static final long FOREVER = Long.MAX_VALUE;

  private final long firstRequest;
  private final long idle;
  private final long stall;
  private final long minBodyRate;

  private long since = System.nanoTime();
  private long bodyBegan;
  private long bodyBytes;
  private boolean readingBody;
  private boolean answeredOnce;
  private int open;
  private Future<?> timer;

  ConnectionDeadlines(ServerSettings settings) {
    this.firstRequest = settings.firstRequestTimeout().toNanos();
    this.idle = settings.idleTimeout().toNanos();
    this.stall = settings.stallTimeout().toNanos();
    this.minBodyRate = Math.max(1, settings.minBodyRate());
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    schedule(ctx, Math.min(firstRequest, stall));
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    timer.cancel(false);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    timer.cancel(false);
    ctx.fireChannelInactive();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    since = System.nanoTime();
    if (message instanceof HttpRequest) {
      open++;
      readingBody = true;
      bodyBegan = since;
      bodyBytes = 0;
    }
    if (message instanceof HttpContent content) {
      bodyBytes += content.content().readableBytes();
      readingBody &= !(message instanceof LastHttpContent);
    }
    ctx.fireChannelRead(message);
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    since = System.nanoTime();
    ctx.write(message, promise);
    if (message instanceof HttpResponse response) {
      if (response.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS)) {
        ctx.pipeline().remove(this);
        return;
      }
      if (response.status().codeClass() == HttpStatusClass.INFORMATIONAL) {
        return;
      }
    }
    if (message instanceof LastHttpContent) {
      open--;
      answeredOnce = true;
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    since = System.nanoTime();
    ctx.fireChannelWritabilityChanged();
  }

  private void check(ChannelHandlerContext ctx) {
    long now = System.nanoTime();
    long left = left(ctx, now);
    if (left <= 0) {
      ctx.close();
    } else {
      schedule(ctx, Math.min(left, stall));
    }
  }

  private long left(ChannelHandlerContext ctx, long now) {
    if (readingBody) {
      long slowest = stall + TimeUnit.SECONDS.toNanos(bodyBytes / minBodyRate);
      return Math.min(stall - (now - since), slowest - (now - bodyBegan));
    }
    if (open > 0) {
      return ctx.channel().isWritable() ? FOREVER : stall - (now - since);
    }
    return (answeredOnce ? idle : firstRequest) - (now - since);
  }

  private void schedule(ChannelHandlerContext ctx, long nanos) {
    timer = ctx.executor().schedule(() -> check(ctx), nanos, TimeUnit.NANOSECONDS);
  }
}
