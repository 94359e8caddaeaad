// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What only Node.js has: callbacks, promises, and several calls at a time (F-43, F-46, F-47). */
@ParameterizedClass
@MethodSource("ofNode")
class NodeContractIT extends InEachPlace {

  private static final ObjectMapper JSON = new ObjectMapper();

  static Stream<Place> ofNode() {
    return Place.all().filter(Place::isNode);
  }

  @Test
  void callsAnErrorGivenToTheCallbackHandled() throws IOException {
    var error = bench.run(place.function("handledFail"), "");
    var text = bench.run(place.function("handledText"), "");

    assertThat(error.report().result().errorType()).contains("HandledInvocationError");
    assertThat(JSON.readTree(error.body()).get("errorType").asText()).isEqualTo("RangeError");
    assertThat(text.body()).isEqualTo("{\"errorMessage\":\"just words\"}");
    assertThat(text.report().result().errorType()).contains("HandledInvocationError");
  }

  @Test
  void awaitsPromises() throws IOException {
    assertThat(bench.run(place.function("asynchronous"), "much").body()).isEqualTo("much later");

    var rejected = bench.run(place.function("rejects"), "");
    assertThat(rejected.report().result().errorType()).contains("UnhandledInvocationError");
    assertThat(JSON.readTree(rejected.body()).get("errorMessage").asText()).isEqualTo("boom");
  }

  @Test
  void reportsAnErrorThatNobodyCaughtAndEndsTheInstance() throws IOException {
    for (String export : List.of("unhandled", "uncaught")) {
      var instance = bench.instance(place.function(export));

      var ran = bench.run(instance, "r", "");

      assertThat(JSON.readTree(ran.body()).get("errorMessage").asText())
          .isEqualTo("nobody caught this");
      assertThat(instance.usable()).isFalse();
      instance.ended().toCompletableFuture().join();
    }
  }

  @Test
  void runsManyCallsAtATimeInOneInstance() {
    var instance = bench.instance(place.function("sleep").concurrency(100));
    long start = System.nanoTime();

    var calls = Stream.generate(() -> call(instance, "300")).limit(100).toList();
    calls.forEach(CompletableFuture::join);

    assertThat((System.nanoTime() - start) / 1_000_000).isBetween(300L, 3_000L);
    assertThat(calls)
        .allSatisfy(call -> assertThat(call.join().result().body()).asString().isEqualTo("slept"));
  }

  @Test
  void keepsTheLinesOfConcurrentCallsApart() {
    var instance = bench.instance(place.function("logs").concurrency(50));
    var lines = new CopyOnWriteArrayList<List<String>>();

    var calls =
        Stream.iterate(0, i -> i + 1)
            .limit(50)
            .map(
                i -> {
                  var own = new CopyOnWriteArrayList<String>();
                  lines.add(own);
                  var call = new Call("request-" + i, ("event-" + i).getBytes(), 0);
                  return instance.run(call, line -> own.add(line.message())).toCompletableFuture();
                })
            .toList();
    calls.forEach(CompletableFuture::join);

    for (int i = 0; i < 50; i++) {
      String request = "request-" + i;
      assertThat(lines.get(i)).anyMatch(line -> line.endsWith("one event-" + request.substring(8)));
      assertThat(lines.get(i)).anyMatch(line -> line.contains(request + " [verbose] two"));
      assertThat(lines.get(i)).anyMatch(line -> line.contains(request + " [warn] four"));
    }
  }

  @Test
  void givesAChildsOutputToTheOnlyCallThatStillRuns() {
    var instance = bench.instance(place.function("raw").concurrency(10));
    var own = new CopyOnWriteArrayList<String>();

    var slow =
        instance
            .run(new Call("slow", "500".getBytes(), 0), line -> own.add(line.message()))
            .toCompletableFuture();
    call(instance, "0").join();
    slow.join();

    assertThat(own).containsSubsequence("from a child", "and its errors");
  }

  @Test
  void failsTheNeighboursOfACallThatEndsTheProcess() {
    var instance = bench.instance(place.function("sleepOrExit").concurrency(10));
    var neighbours = Stream.generate(() -> call(instance, "5000")).limit(5).toList();

    var crash = call(instance, "exit");

    assertThat(crash.join().result()).isInstanceOf(RunResult.Crashed.class);
    assertThat(neighbours)
        .allSatisfy(call -> assertThat(call.join().result()).isInstanceOf(RunResult.Crashed.class));
    assertThat(call(instance, "1").join().result()).isInstanceOf(RunResult.NeverRan.class);
  }

  private static CompletableFuture<RunReport> call(Instance instance, String event) {
    return instance.run(new Call("r", event.getBytes(), 0), LogSink.NONE).toCompletableFuture();
  }
}
