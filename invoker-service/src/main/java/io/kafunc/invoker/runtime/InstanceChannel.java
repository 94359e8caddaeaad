// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kafunc.invoker.runtime.HttpCall.RequestBody;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufInputStream;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The conversation with one instance: requests out, replies and lines in, matched by id. Every
 * field is confined to the channel's event loop; {@link #ask} may be called from anywhere and hands
 * over once. Each request is answered exactly once: by the instance, by its deadline, or by the end
 * of the connection. One timer watches all open deadlines, so that a call costs none.
 */
final class InstanceChannel extends SimpleChannelInboundHandler<ByteBuf> {

  private static final Logger log = LoggerFactory.getLogger(InstanceChannel.class);
  private static final byte[] NOTHING = {};
  private static final long NEVER = Long.MAX_VALUE;

  private final ObjectMapper json;
  private final Clock clock;
  private final int maxResponseBytes;
  private final Map<Integer, Exchange> open = new HashMap<>();
  private final CompletableFuture<JsonNode> hello = new CompletableFuture<>();
  private final CompletableFuture<Void> closed = new CompletableFuture<>();
  private volatile ChannelHandlerContext context;
  private CallOutput latest;
  private int lastId;
  private long timerAt = NEVER;

  InstanceChannel(ObjectMapper json, Clock clock, int maxResponseBytes, CallOutput startup) {
    this.json = json;
    this.clock = clock;
    this.maxResponseBytes = maxResponseBytes;
    this.latest = startup;
  }

  /** What the instance said of itself when it connected; fails when it never does. */
  CompletableFuture<JsonNode> hello() {
    return hello;
  }

  /** Completes when the connection has ended, after every open request was answered. */
  CompletableFuture<Void> closed() {
    return closed;
  }

  EventLoop eventLoop() {
    return context.channel().eventLoop();
  }

  void close() {
    if (context != null) {
      context.close();
    }
  }

  CompletableFuture<Reply> ask(
      FrameType type, byte[] head, byte[] body, CallOutput output, Duration limit) {
    var exchange = new Exchange(output, limit, Optional.empty());
    onLoop(() -> send(type, head, body, exchange));
    return exchange.reply;
  }

  /** Whether this is the only request that is open. On the event loop. */
  boolean isAlone(CompletableFuture<Reply> request) {
    return open.size() == 1 && !request.isDone();
  }

  /** Waits for an answer no longer; what comes of it later is dropped. On the event loop. */
  void forget(CompletableFuture<Reply> request) {
    open.values().removeIf(exchange -> exchange.reply == request);
    request.complete(new Reply.Stopped());
  }

  /**
   * Hands over an HTTP request, its body as it comes, and the answer as it comes. What the client
   * takes to send its body is not the function's time: the deadline begins when the body has ended.
   */
  CompletableFuture<Reply> ask(byte[] head, HttpCall http, CallOutput output, Duration limit) {
    var exchange = new Exchange(output, limit, Optional.of(http));
    onLoop(
        () -> {
          switch (http.body()) {
            case RequestBody.Whole(byte[] bytes) -> send(FrameType.HTTP, head, bytes, exchange);
            case RequestBody.Streamed(var pieces) -> {
              exchange.deadline = NEVER;
              send(FrameType.HTTP, head, NOTHING, exchange);
              if (isOpen(exchange)) {
                pieces.subscribe(pump(exchange));
              }
            }
          }
        });
    return exchange.reply;
  }

  private BodyPump pump(Exchange exchange) {
    return new BodyPump(
        bytes -> onLoop(() -> write(exchange, FrameType.BODY, bytes)),
        () -> onLoop(() -> end(exchange, FrameType.BODY)),
        () -> onLoop(() -> end(exchange, FrameType.CANCEL)));
  }

  /** The client has said all that it will say: from here on the function is waited for. */
  private void end(Exchange exchange, FrameType type) {
    write(exchange, type, NOTHING);
    if (isOpen(exchange)) {
      exchange.startClock();
      watch(exchange.deadline);
    }
  }

  private void write(Exchange exchange, FrameType type, byte[] body) {
    if (isOpen(exchange)) {
      context.writeAndFlush(
          Frame.write(context.alloc(), type, exchange.id, NOTHING, body), context.voidPromise());
    }
  }

  private boolean isOpen(Exchange exchange) {
    return open.get(exchange.id) == exchange;
  }

  private void onLoop(Runnable step) {
    if (eventLoop().inEventLoop()) {
      step.run();
    } else {
      eventLoop().execute(step);
    }
  }

  /**
   * A line that came past the frames, from a child process or native code. It belongs to the call
   * that runs when there is exactly one; else nobody can know, and the call that began last gets
   * it. On the event loop.
   */
  void rawLine(String text) {
    var output = open.size() == 1 ? open.values().iterator().next().output : latest;
    output.line(clock.instant(), text);
  }

  private void send(FrameType type, byte[] head, byte[] body, Exchange exchange) {
    if (closed.isDone()) {
      exchange.reply.complete(new Reply.Lost(false));
      return;
    }
    int id = ++lastId;
    exchange.id = id;
    open.put(id, exchange);
    latest = exchange.output;
    context.writeAndFlush(
        Frame.write(context.alloc(), type, id, head, body), context.voidPromise());
    watch(exchange.deadline);
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    this.context = context;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, ByteBuf buffer) throws IOException {
    var frame = Frame.read(buffer);
    var type = FrameType.of(frame.type()).orElse(FrameType.PONG);
    switch (type) {
      case LOG -> line(frame);
      case RESULT, ERROR -> answer(type, frame);
      case RESPONSE -> begin(frame);
      case BODY -> piece(frame);
      case HELLO ->
          hello.complete(json.readTree((InputStream) new ByteBufInputStream(frame.head())));
      case ASSIGN, INIT, INVOKE, CANCEL, PRE_FREEZE, PRE_STOP, PING, PONG, HTTP -> {}
    }
  }

  private void line(Frame frame) throws IOException {
    var exchange = open.get(frame.id());
    var output = exchange == null ? latest : exchange.output;
    var time = json.readTree((InputStream) new ByteBufInputStream(frame.head())).path("time");
    Instant when = time.isNumber() ? Instant.ofEpochMilli(time.asLong()) : clock.instant();
    output.line(when, frame.body().toString(StandardCharsets.UTF_8));
  }

  private void answer(FrameType type, Frame frame) throws IOException {
    var exchange = open.get(frame.id());
    if (exchange == null || !fits(exchange, frame)) {
      return;
    }
    exchange.take(type, frame);
    if (!frame.more()) {
      // Still open while it is read: a head that is none closes the connection, which answers it.
      var reply = exchange.answered(json);
      open.remove(frame.id());
      exchange.reply.complete(reply);
    }
  }

  private void begin(Frame frame) throws IOException {
    var exchange = open.get(frame.id());
    if (exchange != null && exchange.http.isPresent() && !exchange.begun) {
      exchange.begun = true;
      exchange.http.get().begins(responseHead(json, frame.head()));
    }
  }

  private void piece(Frame frame) {
    var exchange = open.get(frame.id());
    if (exchange != null && exchange.begun && fits(exchange, frame)) {
      byte[] bytes = Exchange.bytes(frame.body());
      exchange.size += bytes.length;
      exchange.http.get().piece(bytes);
    }
  }

  /** A runtime keeps to the limit by itself; one that does not is no runtime of ours any more. */
  private boolean fits(Exchange exchange, Frame frame) {
    if (exchange.size + frame.body().readableBytes() <= maxResponseBytes) {
      return true;
    }
    log.warn("an instance answered with more than {} bytes; closing it", maxResponseBytes);
    context.close();
    return false;
  }

  private static ResponseHead responseHead(ObjectMapper json, ByteBuf head) throws IOException {
    return ResponseHead.of(json.readTree((InputStream) new ByteBufInputStream(head)));
  }

  private void watch(long deadline) {
    if (deadline < timerAt) {
      timerAt = deadline;
      long wait = Math.max(0, deadline - System.nanoTime());
      eventLoop().schedule(() -> expire(deadline), wait, TimeUnit.NANOSECONDS);
    }
  }

  private void expire(long mine) {
    if (mine != timerAt) {
      return;
    }
    timerAt = NEVER;
    long now = System.nanoTime();
    var overdue = open.entrySet().stream().filter(e -> e.getValue().deadline <= now).toList();
    for (var entry : overdue) {
      open.remove(entry.getKey());
      entry.getValue().reply.complete(new Reply.Overdue());
    }
    open.values().stream().mapToLong(exchange -> exchange.deadline).min().ifPresent(this::watch);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    log.warn("closing the connection of an instance: {}", cause.toString());
    context.close();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    hello.completeExceptionally(new IOException("the instance closed its connection"));
    var lost = Map.copyOf(open);
    open.clear();
    closed.complete(null);
    lost.values().forEach(exchange -> exchange.reply.complete(new Reply.Lost(true)));
  }

  /** One open request and what has come of its answer. */
  private static final class Exchange {
    final CallOutput output;
    final Duration limit;
    final Optional<HttpCall> http;
    final CompletableFuture<Reply> reply = new CompletableFuture<>();
    int size;
    int id;
    boolean begun;
    private long deadline;
    private FrameType type;
    private byte[] head = NOTHING;
    private byte[] body = NOTHING;
    private ByteArrayOutputStream chunks;

    Exchange(CallOutput output, Duration limit, Optional<HttpCall> http) {
      this.output = output;
      this.limit = limit;
      this.http = http;
      startClock();
    }

    void startClock() {
      deadline = System.nanoTime() + limit.toNanos();
    }

    void take(FrameType type, Frame frame) throws IOException {
      boolean first = this.type == null;
      byte[] bytes = bytes(frame.body());
      size += bytes.length;
      if (first) {
        this.type = type;
        head = bytes(frame.head());
      }
      if (first && !frame.more()) {
        body = bytes;
        return;
      }
      if (chunks == null) {
        chunks = new ByteArrayOutputStream(2 * Frame.CHUNK);
      }
      chunks.write(bytes);
    }

    Reply answered(ObjectMapper json) throws IOException {
      byte[] whole = chunks == null ? body : chunks.toByteArray();
      if (type == FrameType.RESULT) {
        if (http.isPresent() && !begun) {
          http.get().answers(ResponseHead.of(json.readTree(head)));
        }
        return new Reply.Result(whole);
      }
      var about = json.readTree(head);
      return new Reply.Failure(
          about.path("handled").asBoolean(), about.path("fatal").asBoolean(), whole);
    }

    private static byte[] bytes(ByteBuf buffer) {
      int length = buffer.readableBytes();
      if (length == 0) {
        return NOTHING;
      }
      byte[] bytes = new byte[length];
      buffer.readBytes(bytes);
      return bytes;
    }
  }
}
