// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.kafunc.invoker.runtime.HttpCall.RequestBody;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Sinks;

/** The conversation without a process: the test says what an instance would. */
class InstanceChannelTest {

  private static final byte[] NOTHING = {};
  private static final Duration LONG = Duration.ofHours(1);

  private final CallOutput output = new CallOutput(LogSink.NONE, new CallOutput.LineNumbers());
  private final InstanceChannel channel =
      new InstanceChannel(new ObjectMapper(), Clock.systemUTC(), 1024, output);
  private final EmbeddedChannel connection = new EmbeddedChannel(channel);

  @AfterEach
  void close() {
    connection.finishAndReleaseAll();
  }

  @Test
  void anAnswerIsItsRequests() {
    var first = event();
    int id = lastId();
    var second = event();

    says(FrameType.RESULT, id, "", "done");

    assertThat(first.join())
        .isInstanceOfSatisfying(
            Reply.Result.class, result -> assertThat(result.body()).asString().isEqualTo("done"));
    assertThat(second).isNotDone();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "no json", "{\"handled\":tru"})
  void anErrorWithABrokenHeadEndsTheInstanceAndItsCalls(String head) {
    var failing = event();
    int id = lastId();
    var other = event();

    says(FrameType.ERROR, id, head, "{}");

    assertThat(failing).isCompletedWithValue(new Reply.Lost(true));
    assertThat(other).isCompletedWithValue(new Reply.Lost(true));
    assertThat(channel.closed()).isCompleted();
  }

  @Test
  void anHttpAnswerWithABrokenHeadEndsTheInstanceAndItsCall() {
    var request = RequestForTests.of("GET", "/", "/", "");
    var reply = channel.ask(NOTHING, request, output, LONG);

    says(FrameType.RESULT, lastId(), "{\"status\":200,", "hello");

    assertThat(reply).isCompletedWithValue(new Reply.Lost(true));
    assertThat(request.head()).isNull();
  }

  @Test
  void aFunctionsTimeBeginsWhenItsClientHasSentTheWholeBody() {
    var body = Sinks.many().unicast().<byte[]>onBackpressureBuffer();
    var reply = streamed(body);

    body.tryEmitNext(new byte[] {1});
    connection.runScheduledPendingTasks();
    assertThat(reply).isNotDone();

    body.tryEmitComplete();
    connection.runScheduledPendingTasks();
    assertThat(reply).isCompletedWithValue(new Reply.Overdue());
  }

  @Test
  void aClientThatBreaksOffDoesNotKeepAFunctionForEver() {
    var body = Sinks.many().unicast().<byte[]>onBackpressureBuffer();
    var reply = streamed(body);

    body.tryEmitError(new IOException("the client is gone"));
    connection.runScheduledPendingTasks();

    assertThat(reply).isCompletedWithValue(new Reply.Overdue());
  }

  @Test
  void aClientThatSendsSlowlyKeepsNobodyElsesTime() {
    var slow = streamed(Sinks.many().unicast().onBackpressureBuffer());
    var event = channel.ask(FrameType.INVOKE, NOTHING, NOTHING, output, Duration.ZERO);

    connection.runScheduledPendingTasks();

    assertThat(event).isCompletedWithValue(new Reply.Overdue());
    assertThat(slow).isNotDone();
  }

  /** A request whose function has no time at all once the body is there. */
  private CompletableFuture<Reply> streamed(Sinks.Many<byte[]> body) {
    var request = RequestForTests.withBody(new RequestBody.Streamed(body.asFlux()));
    var reply = channel.ask(NOTHING, request, output, Duration.ZERO);
    connection.runScheduledPendingTasks();
    return reply;
  }

  private CompletableFuture<Reply> event() {
    return channel.ask(FrameType.INVOKE, NOTHING, NOTHING, output, LONG);
  }

  /** Of the request that was sent last. */
  private int lastId() {
    int id = 0;
    for (ByteBuf sent = connection.readOutbound(); sent != null; sent = connection.readOutbound()) {
      id = Frame.read(sent.skipBytes(Frame.LENGTH_FIELD)).id();
      sent.release();
    }
    return id;
  }

  private void says(FrameType type, int id, String head, String body) {
    var allocator = UnpooledByteBufAllocator.DEFAULT;
    var frame = Frame.write(allocator, type, id, head.getBytes(UTF_8), body.getBytes(UTF_8));
    connection.writeInbound(frame.skipBytes(Frame.LENGTH_FIELD));
  }
}
