// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kafunc.invoker.catalog.FunctionSpec;
import io.kafunc.invoker.sandbox.Sandbox;
import io.kafunc.schemas.metadata.CustomRuntimeConfig;
import io.kafunc.schemas.metadata.FunctionConfig;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;

/** Functions that are servers of their own, in real processes on each rung (contract 5.2). */
@ParameterizedClass
@MethodSource("rungs")
class CustomRuntimeIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Parameter Sandbox sandbox;
  private RuntimeBench bench;

  static Stream<Sandbox> rungs() {
    return Place.rungs().stream();
  }

  @BeforeEach
  void open() {
    bench = new RuntimeBench(sandbox, RuntimeBench.runtimes().resolve("custom/contract"));
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void theServerGetsEventsAndWhoseTheyAre() throws IOException {
    var instance = started(custom());

    var ran = bench.run(instance, "request-7", "an event");
    JsonNode headers = JSON.readTree(bench.run(instance, "request-8", "headers").body());

    assertThat(ran.body()).isEqualTo("an event");
    assertThat(headers.path("x-fc-request-id").asText()).isEqualTo("request-8");
    assertThat(headers.path("x-fc-function-name").asText()).isEqualTo("checkout");
    assertThat(headers.path("x-fc-control-path").asText()).isEqualTo("/invoke");
    assertThat(headers.path("x-fc-region").asText()).isEqualTo("local");
  }

  @Test
  void whatItPrintsIsTheCallsOutput() {
    var instance = started(custom());
    var lines = new CopyOnWriteArrayList<String>();

    instance.run(new Call("r", new byte[] {1, 2}, 0), line -> lines.add(line.message()));

    await().until(() -> lines.contains("got 2 bytes"));
  }

  @Test
  void itsErrorsAreTheFunctions() {
    var instance = started(custom());

    for (var event : List.of("fail", "status")) {
      var report = bench.run(instance, "r", event).report();
      assertThat(report.result()).isInstanceOf(RunResult.FunctionError.class);
      assertThat(report.result().errorType()).contains("UnhandledInvocationError");
      assertThat(report.result().body()).asString().startsWith("{\"errorMessage\":\"");
    }
  }

  @Test
  void anInitializerIsAskedForFirst() throws IOException {
    var instance = started(custom(Optional.of("initialize"), List.of(), 10));

    assertThat(JSON.readTree(bench.run(instance, "r", "seen").body()))
        .isEqualTo(JSON.readTree("[\"POST /initialize\",\"POST /invoke\"]"));
  }

  @Test
  void requestsReachItAsTheyCame() throws IOException {
    var request =
        new RequestForTests(
            "PUT",
            "/a b",
            "/2016-08-15/proxy/shop/checkout/a%20b?x=1",
            Map.of(),
            new HttpCall.RequestBody.Whole("text".getBytes(UTF_8)));

    var report = ask(started(custom()), request);

    assertThat(request.head().status()).isEqualTo(418);
    assertThat(request.head().headers().get("X-Own")).containsExactly("yes");
    assertThat(JSON.readTree(report.result().body()))
        .isEqualTo(
            JSON.readTree(
                """
                {"method":"PUT","path":"/2016-08-15/proxy/shop/checkout/a%20b?x=1",
                 "base":"/2016-08-15/proxy/shop/checkout/","body":"text"}
                """));
  }

  @Test
  void eachRequestHasAConnectionThatNoFreezeCanOutlast() throws IOException {
    var instance = started(custom());

    for (var call : List.of("first", "second")) {
      JsonNode headers = JSON.readTree(bench.run(instance, call, "headers").body());
      assertThat(headers.path("Connection").asText()).isEqualTo("close");
    }
  }

  @Test
  void aRequestThatHttpCannotCarryFailsAlone() {
    var instance = started(custom());
    var whole = new HttpCall.RequestBody.Whole("text".getBytes(UTF_8));
    var streamed = new HttpCall.RequestBody.Streamed(Flux.just("text".getBytes(UTF_8)));

    for (var body : List.of(whole, streamed)) {
      var result = ask(instance, new RequestForTests("PUT", "/", "/a b", Map.of(), body)).result();
      assertThat(result).isInstanceOf(RunResult.FunctionError.class);
      assertThat(result.body()).asString().contains("the server cannot be asked");
    }
    assertThat(bench.run(instance, "r", "still there").body()).isEqualTo("still there");
  }

  @Test
  void itsAnswersAreStreamed() {
    var request = RequestForTests.of("GET", "/slow", "/slow", "");

    var report = ask(started(custom()), request);

    assertThat(report.result()).isInstanceOf(RunResult.Completed.class);
    assertThat(request.begun()).isTrue();
    assertThat(request.received()).isEqualTo("onetwo");
  }

  @Test
  void twoInstancesDoNotGetInEachOthersWay() {
    var one = started(custom());
    var two = started(custom());

    assertThat(bench.run(one, "r", "1").body()).isEqualTo("1");
    assertThat(bench.run(two, "r", "2").body()).isEqualTo("2");
  }

  @Test
  void aServerThatEndsOrHangsEndsItsInstance() {
    var exits = started(custom());
    var hangs = started(custom(Optional.empty(), List.of(), 1));

    assertThat(bench.run(exits, "r", "exit").report().result().errorType()).isPresent();
    await().until(() -> !exits.usable());
    assertThat(bench.run(hangs, "r", "sleep").report().result())
        .isInstanceOf(RunResult.TimedOut.class);
  }

  @Test
  void saysWhyAServerDoesNotStart() {
    assertThat(fault("false")).contains("CAExited").contains("status 1");
    assertThat(fault("no-such-program")).contains("CAExited");
    assertThat(fault("./README")).contains("CAFilePermission");
    assertThat(fault("sleep", "60")).contains("does not listen on port");
  }

  @Test
  void saysThatThereIsNoServer() {
    var elsewhere = new RuntimeBench(sandbox, RuntimeBench.runtimes().resolve("nodejs/hello"));
    try (elsewhere) {
      assertThat(RuntimeBench.describe(elsewhere.start(custom()))).contains("CAFileNotFound");
    }
  }

  private String fault(String... command) {
    return RuntimeBench.describe(bench.start(custom(Optional.empty(), List.of(command), 1)));
  }

  private Instance started(FunctionSpec spec) {
    return switch (bench.start(spec)) {
      case StartResult.Started(Instance instance) -> instance;
      case StartResult other -> throw new AssertionError(RuntimeBench.describe(other));
    };
  }

  private static RunReport ask(Instance instance, RequestForTests request) {
    return instance
        .run(new Call("r", new byte[0], 0, Optional.of(request), Optional.empty()), LogSink.NONE)
        .toCompletableFuture()
        .orTimeout(30, TimeUnit.SECONDS)
        .join();
  }

  private static FunctionSpec custom() {
    return custom(Optional.empty(), List.of(), 10);
  }

  private static FunctionSpec custom(
      Optional<String> initializer, List<String> command, int timeout) {
    var spec = Functions.function("custom", "not.used").spec();
    var was = spec.function();
    var config =
        new FunctionConfig(
            was.description(),
            was.runtime(),
            was.handler(),
            initializer,
            timeout,
            was.initializationTimeout(),
            was.memorySize(),
            was.environmentVariables(),
            was.instanceConcurrency(),
            was.instanceType(),
            was.customContainerConfig(),
            Optional.of(9000),
            was.instanceLifecycleConfig(),
            was.layers(),
            was.customDns(),
            Optional.of(command)
                .filter(words -> !words.isEmpty())
                .map(words -> new CustomRuntimeConfig(words, List.of())),
            was.gpuMemorySize(),
            was.instanceSoftConcurrency());
    return new FunctionSpec(
        spec.accountId(),
        spec.serviceName(),
        spec.functionName(),
        spec.functionId(),
        spec.qualifier(),
        spec.versionId(),
        spec.darkLaunch(),
        spec.revision(),
        spec.service(),
        config,
        spec.code());
  }
}
