// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/** What every runtime promises handlers of the HTTP form, in a real process on each rung. */
@ParameterizedClass
@MethodSource("places")
class HttpContractIT extends InEachPlace {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void tellsTheHandlerOfTheRequestAndTheClientOfItsAnswer() throws IOException {
    var request = RequestForTests.of("PUT", "/a/ü", "/proxy/a/%C3%BC?x=1&x=2&y=", "");

    var report = run(bench.instance(place.function("httpAbout")), request).join();

    assertThat(report.result()).isInstanceOf(RunResult.Completed.class);
    assertThat(request.head().status()).isEqualTo(201);
    assertThat(request.head().headers().get("Set-Cookie")).containsExactly("a=1", "b=2");
    assertThat(request.head().headers()).doesNotContainKey("X-Gone");
    assertThat(JSON.readTree(report.result().body()))
        .isEqualTo(
            JSON.readTree(
                """
                {"method":"PUT","path":"/a/ü","url":"/proxy/a/%C3%BC?x=1&x=2&y=","clientIP":"192.0.2.1",
                 "queries":{"x":["1","2"],"y":""},"agent":"test","functionName":"checkout"}
                """));
  }

  @Test
  void carriesAnyBytesBothWays() {
    byte[] body = new byte[3 * 1024 * 1024];
    new java.util.Random(7).nextBytes(body);
    var whole = RequestForTests.withBody(new HttpCall.RequestBody.Whole(body));
    var pieces =
        RequestForTests.withBody(
            new HttpCall.RequestBody.Streamed(
                Flux.range(0, 3).map(i -> Arrays.copyOfRange(body, i << 20, i + 1 << 20))));
    var instance = bench.instance(place.function("httpEcho"));

    assertThat(run(instance, whole).join().result().body()).isEqualTo(body);
    assertThat(run(instance, pieces).join().result().body()).isEqualTo(body);
  }

  @Test
  void answersWhileTheRequestIsStillComing() {
    Sinks.Many<byte[]> body = Sinks.many().unicast().onBackpressureBuffer();
    var request = RequestForTests.withBody(new HttpCall.RequestBody.Streamed(body.asFlux()));

    var report = run(bench.instance(place.function("httpParrot")), request);

    body.tryEmitNext("one".getBytes(UTF_8));
    await().until(() -> request.received().equals("one"));
    body.tryEmitNext("two".getBytes(UTF_8));
    await().until(() -> request.received().equals("onetwo"));
    assertThat(report).isNotDone();
    body.tryEmitComplete();
    assertThat(report.join().result()).isInstanceOf(RunResult.Completed.class);
    assertThat(report.join().result().body()).isEmpty();
  }

  @Test
  void goesOnAfterAClientThatBrokeOff() {
    var instance = bench.instance(place.function("httpEcho").timeout(2));
    Sinks.Many<byte[]> body = Sinks.many().unicast().onBackpressureBuffer();
    var broken = RequestForTests.withBody(new HttpCall.RequestBody.Streamed(body.asFlux()));

    var report = run(instance, broken);
    body.tryEmitNext("half".getBytes(UTF_8));
    body.tryEmitError(new IOException("gone"));

    assertThat(report.join().result()).isInstanceOf(RunResult.FunctionError.class);
    assertThat(run(instance, RequestForTests.of("POST", "/", "/", "next")).join().result().body())
        .isEqualTo("next".getBytes(UTF_8));
  }

  @Test
  void aBodyThatNobodyReadsIsNoConcernOfTheNextCall() {
    var instance = bench.instance(place.function("httpDeaf"));
    Sinks.Many<byte[]> body = Sinks.many().unicast().onBackpressureBuffer();
    var unread = RequestForTests.withBody(new HttpCall.RequestBody.Streamed(body.asFlux()));

    assertThat(run(instance, unread).join().result().body()).asString().isEqualTo("not listening");
    body.tryEmitNext("late".getBytes(UTF_8));
    body.tryEmitComplete();

    var next = RequestForTests.of("GET", "/", "/", "");
    assertThat(run(instance, next).join().result().body()).asString().isEqualTo("not listening");
  }

  @Test
  void tellsErrorsBeforeAndAmidstTheAnswer() {
    var before = RequestForTests.of("GET", "/", "/", "");
    var amidst = RequestForTests.of("GET", "/", "/", "");

    var failed = run(bench.instance(place.function("httpFail")), before).join();
    var brokenOff = run(bench.instance(place.function("httpBreaksOff")), amidst).join();

    assertThat(failed.result()).isInstanceOf(RunResult.FunctionError.class);
    assertThat(failed.result().body()).asString().contains("boom");
    assertThat(before.begun()).isFalse();
    assertThat(brokenOff.result()).isInstanceOf(RunResult.FunctionError.class);
    assertThat(amidst.received()).isEqualTo("half");
  }

  @Test
  void refusesAnAnswerBeyondTheLimit() {
    int limit = Assignment.MAX_RESPONSE_BYTES;
    var instance = bench.instance(place.function("httpBig"));

    var fits = run(instance, asking(limit)).join();
    var tooBig = run(instance, asking(limit + 1)).join();

    assertThat(fits.result().body()).hasSize(limit);
    assertThat(tooBig.result()).isInstanceOf(RunResult.FunctionError.class);
    assertThat(tooBig.result().body()).asString().contains("ResponseSizeTooLarge");
  }

  @Test
  void offersNodesFunctionsTheUsualWayToReadABody() {
    assumeTrue(place.isNode());
    var request = RequestForTests.of("POST", "/", "/", "12345");

    var report = run(bench.instance(place.function("httpRaw")), request).join();

    assertThat(report.result().body()).asString().isEqualTo("5 raw");
  }

  @Test
  void runsTheInitializerFirst() {
    var request = RequestForTests.of("POST", "/", "/", "x");
    var instance = bench.instance(place.function("httpEcho").initializer("index.initialize"));

    assertThat(run(instance, request).join().result().body()).asString().isEqualTo("x");
  }

  private static RequestForTests asking(int bytes) {
    return new RequestForTests(
        "GET",
        "/",
        "/?bytes=" + bytes,
        Map.of("bytes", java.util.List.of(Integer.toString(bytes))),
        new HttpCall.RequestBody.Whole(new byte[0]));
  }

  private static CompletableFuture<RunReport> run(Instance instance, RequestForTests request) {
    return instance
        .run(new Call("r", new byte[0], 0, Optional.of(request), Optional.empty()), LogSink.NONE)
        .toCompletableFuture();
  }
}
