// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kafunc.invoker.sandbox.Sandbox;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every runtime promises its functions, in a real process on each rung (contract 5.4, 1.6).
 */
@ParameterizedClass
@MethodSource("places")
class RuntimeContractIT extends InEachPlace {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void givesTheEventsBytesToTheHandlerAndTheResultsBytesBack() {
    var instance = bench.instance(place.function("echo"));
    byte[] event = {0, 1, (byte) 0xff, (byte) 0xc3, 10, 13};

    var report = instance.run(new Call("r", event, 0), LogSink.NONE).toCompletableFuture().join();

    assertThat(report.result()).isInstanceOf(RunResult.Completed.class);
    assertThat(report.result().body()).isEqualTo(event);
    assertThat(report.result().errorType()).isEmpty();
    assertThat(report.durationMs()).isPositive();
    assertThat(report.memoryUsedMB()).isBetween(2.0, 200.0);
  }

  @Test
  void answersOtherValuesAsJson() throws IOException {
    assertThat(json(bench.run(place.function("json"), "")))
        .isEqualTo(JSON.readTree("{\"answer\":42}"));
    assertThat(bench.run(place.function("nothing"), "").body()).isEmpty();
  }

  @Test
  void carriesSixMegabytesBothWays() {
    var instance = bench.instance(place.function("echo"));
    byte[] event = new byte[Assignment.MAX_RESPONSE_BYTES];
    Arrays.fill(event, (byte) 'q');

    var report = instance.run(new Call("r", event, 0), LogSink.NONE).toCompletableFuture().join();

    assertThat(report.result().body()).isEqualTo(event);
  }

  @Test
  void refusesALargerResultAndServesTheNextCall() throws IOException {
    var instance = bench.instance(place.function("big"));
    int tooLarge = Assignment.MAX_RESPONSE_BYTES + 1;

    var refused = bench.run(instance, "r1", Integer.toString(tooLarge));

    assertThat(refused.report().result().errorType()).contains("UnhandledInvocationError");
    assertThat(json(refused).get("errorType").asText()).isEqualTo("ResponseSizeTooLarge");
    assertThat(bench.run(instance, "r2", "5").body()).isEqualTo("zzzzz");
  }

  @Test
  void runsTheInitializerOnceBeforeTheFirstCall() {
    var instance = bench.instance(place.function("count").initializer("index.initialize"));

    var first = bench.run(instance, "r1", "");
    var second = bench.run(instance, "r2", "");

    assertThat(first.body()).isEqualTo("1");
    assertThat(second.body()).isEqualTo("1");
    assertThat(first.messages())
        .containsSubsequence(
            "FC Initialize Start RequestId: start-request",
            "FC Initialize End RequestId: start-request",
            "FC Invoke Start RequestId: r1",
            "FC Invoke End RequestId: r1")
        .anyMatch(line -> line.contains("initializing"));
    assertThat(second.messages())
        .containsExactly("FC Invoke Start RequestId: r2", "FC Invoke End RequestId: r2");
  }

  @Test
  void failsToStartWhenTheInitializerFails() throws IOException {
    var failed = initFailed(place.function("echo").initializer("index.initializeFails"));

    var error = JSON.readTree(failed.report().result().body());
    assertThat(error.get("errorMessage").asText()).isEqualTo("no database");
    assertThat(error.get("errorType").asText()).isEqualTo("TypeError");
    assertThat(failed.lines())
        .extracting(line -> line.message())
        .containsSubsequence(
            "FC Initialize Start RequestId: start-request",
            "TypeError: no database",
            "FC Initialize End RequestId: start-request, Error: Unhandled function error");
  }

  @Test
  void endsAnInitializerThatTakesTooLong() {
    var failed = initFailed(place.function("echo").timeout(1).initializer("index.initializeSpins"));

    assertThat(((RunResult.InitFailed) failed.report().result()).timedOut()).isTrue();
    assertThat(new String(failed.report().result().body(), UTF_8))
        .contains("initializer timed out after 1 seconds");
  }

  @Test
  void reportsAnErrorWithMessageTypeAndStack() throws IOException {
    var ran = bench.run(place.function("fail"), "");

    assertThat(ran.report().result().errorType()).contains("UnhandledInvocationError");
    assertThat(json(ran).get("errorMessage").asText()).isEqualTo("boom");
    assertThat(json(ran).get("errorType").asText()).isIn("RangeError", "ValueError");
    assertThat(json(ran).get("stackTrace").isArray()).isTrue();
    assertThat(json(ran).get("stackTrace").toString())
        .contains("index")
        .doesNotContain("bootstrap");
    assertThat(ran.messages())
        .endsWith("FC Invoke End RequestId: request-1, Error: Unhandled function error")
        .containsOnlyOnce(json(ran).get("errorType").asText() + ": boom")
        .anyMatch(line -> line.contains("index."));
  }

  @Test
  void saysWhichHandlerOrModuleDoesNotExist() throws IOException {
    assertThat(loadError("index.nowhere").get("errorMessage").asText())
        .isEqualTo("handler 'nowhere' does not exist in module 'index'");
    assertThat(loadError("nofile.handler").get("errorMessage").asText())
        .isEqualTo("module 'nofile' does not exist in the function's code");
    assertThat(loadError("nodot").get("errorType").asText()).isEqualTo("HandlerNotFound");
  }

  @Test
  void reportsCodeThatDoesNotCompile() throws IOException {
    assertThat(loadError("broken.handler").get("errorType").asText()).isEqualTo("SyntaxError");
  }

  @Test
  void killsAnInstanceThatIsOverdue() {
    var instance = bench.instance(place.function("spin").timeout(1));

    var ran = bench.run(instance, "r", "");

    assertThat(ran.report().result()).isInstanceOf(RunResult.TimedOut.class);
    assertThat(ran.body()).startsWith("{\"errorMessage\":\"Function timed out after 1 seconds");
    assertThat(ran.report().durationMs()).isBetween(1000.0, 3000.0);
    assertThat(instance.ended().toCompletableFuture().join()).isNull();
  }

  @Test
  void tellsAtOnceThatTheProcessHasExited() {
    var instance = bench.instance(place.function("exit"));

    var ran = bench.run(instance, "r", "");

    assertThat(ran.report().result()).isInstanceOf(RunResult.Crashed.class);
    assertThat(((RunResult.Crashed) ran.report().result()).exitCode()).isEqualTo(3);
    assertThat(ran.body()).contains("Process exited unexpectedly before completing request");
    assertThat(ran.messages()).anyMatch(line -> line.startsWith("Process exited unexpectedly"));
    assertThat(ran.report().durationMs()).isLessThan(1000);
  }

  @Test
  void endsAnInstanceThatTakesMoreMemoryThanItsFunctionMay() {
    var ran = bench.run(place.function("eat"), "600");

    assertThat(ran.report().result()).isInstanceOf(RunResult.Crashed.class);
    assertThat(ran.report().memoryUsedMB()).isGreaterThan(256);
  }

  @Test
  void holdsAFunctionToItsOpenFilesAndServesItsNextCall() {
    var instance = bench.instance(place.function("openFiles"));
    var neighbour = bench.instance(place.function("openFiles"));

    for (var each : List.of(instance, instance, neighbour)) {
      var opened = bench.run(each, "r", "").body().split(" ");

      assertThat(opened[1]).isEqualTo("EMFILE");
      assertThat(Integer.parseInt(opened[0])).isBetween(900, Sandbox.MAX_OPEN_FILES);
    }
  }

  @Test
  void putsLinesInOrderBeforeTheEnd() {
    var ran = bench.run(place.function("logs"), "x");

    var messages = ran.messages();
    assertThat(messages.getFirst()).startsWith("FunctionCompute ").contains("runtime inited");
    assertThat(messages.get(1)).isEqualTo("FC Invoke Start RequestId: request-1");
    assertThat(messages.get(2))
        .matches("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z request-1 \\[(info|INFO)] one x");
    assertThat(messages.get(3)).endsWith("two");
    assertThat(messages.get(4)).isEqualTo("three");
    assertThat(messages.get(5)).contains("request-1").endsWith("four");
    assertThat(messages.get(6)).isEqualTo("FC Invoke End RequestId: request-1");
    assertThat(ran.lines()).extracting(line -> line.sequence()).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void cutsAMegabyteWithoutANewline() {
    var ran = bench.run(place.function("flood"), "1048576");

    assertThat(ran.body()).isEqualTo("done");
    assertThat(ran.messages()).anyMatch(line -> line.contains("[cut: 32768 of 1048576"));
    assertThat(ran.messages()).allMatch(line -> line.length() < 33_000);
  }

  @Test
  void boundsACallThatPrintsWithoutEndAndSaysSo() {
    var ran = bench.run(place.function("lines").timeout(60), "100000");

    assertThat(ran.body()).isEqualTo("done");
    long kept = ran.messages().stream().mapToLong(String::length).sum();
    assertThat(kept).isLessThan(CallOutput.LIMIT + 10_000);
    assertThat(ran.messages()).anyMatch(line -> line.startsWith("[dropped: "));
  }

  @Test
  void keepsWhatChildProcessesPrint() {
    var ran = bench.run(place.function("raw"), "");

    assertThat(ran.messages()).containsSubsequence("from a child", "and its errors");
  }

  @Test
  void fillsTheContext() throws IOException {
    var function = place.function("context").version("PROD", "7").initializer("index.initialize");

    var context = json(bench.run(function, ""));

    assertThat(context.get("requestId").asText()).isEqualTo("request-1");
    assertThat(context.at("/service/name").asText()).isEqualTo("shop");
    assertThat(context.at("/service/qualifier").asText()).isEqualTo("PROD");
    assertThat(context.at("/service/versionId").asText()).isEqualTo("7");
    assertThat(context.at("/service/logProject").asText()).isEqualTo("project");
    assertThat(context.at("/service/logStore").asText()).isEqualTo("store");
    assertThat(context.at("/function/name").asText()).isEqualTo("checkout");
    assertThat(context.at("/function/handler").asText()).isEqualTo("index.context");
    assertThat(context.at("/function/memory").asInt()).isEqualTo(256);
    assertThat(context.at("/function/timeout").asInt()).isEqualTo(10);
    assertThat(context.at("/function/initializer").asText()).isEqualTo("index.initialize");
    assertThat(context.at("/credentials/accessKeySecret").asText()).isEqualTo("secret");
    assertThat(context.get("region").asText()).isEqualTo("local");
    assertThat(context.get("accountId").asText()).isEqualTo("1000000000000000");
    assertThat(context.get("retryCount").asInt()).isZero();
    assertThat(context.has("tracing")).isTrue();
  }

  @Test
  void setsTheEnvironmentAndNothingOfOurs() throws IOException {
    var variables =
        json(bench.run(place.function("environment").environment(Map.of("GREETING", "hi")), ""));

    assertThat(variables.get("GREETING").asText()).isEqualTo("hi");
    assertThat(variables.get("FC_FUNCTION_NAME").asText()).isEqualTo("checkout");
    assertThat(variables.get("FC_SERVICE_NAME").asText()).isEqualTo("shop");
    assertThat(variables.get("FC_QUALIFIER").asText()).isEqualTo("LATEST");
    assertThat(variables.get("FC_FUNCTION_MEMORY_SIZE").asText()).isEqualTo("256");
    assertThat(variables.has("FC_INSTANCE_ID")).isTrue();
    assertThat(variables.has("JAVA_HOME")).isFalse();
    assertThat(variables.has("SHELL")).isFalse();
  }

  @Test
  void runsThePreStopHookWithItsContextAndKeepsItsLines() {
    var instance = bench.instance(place.function("echo").spec("", "index.hook", 3));
    bench.run(instance, "r", "");

    instance.stop().toCompletableFuture().join();

    assertThat(instance.usable()).isFalse();
    var hook = onlyHook();
    assertThat(hook.instanceId()).isEqualTo(instance.id());
    assertThat(hook.lines().getFirst())
        .isEqualTo("FC PreStop Start RequestId: " + hook.requestId());
    assertThat(hook.lines().get(1)).contains(hook.requestId()).endsWith("hook of checkout");
    assertThat(hook.lines().subList(2, 4))
        .containsExactly("its last words", "FC PreStop End RequestId: " + hook.requestId());
  }

  @Test
  void stopsThoughThePreStopHookFails() {
    var instance = bench.instance(place.function("echo").spec("", "index.hookFails", 3));

    instance.stop().toCompletableFuture().join();

    assertThat(onlyHook().lines())
        .anyMatch(line -> line.endsWith("Error: hook broken"))
        .last(STRING)
        .endsWith(", Error: Unhandled function error");
  }

  @Test
  void stopsThoughThePreStopHookDoesNotEnd() {
    var instance = bench.instance(place.function("echo").spec("", "index.hookSpins", 1));

    instance.stop().toCompletableFuture().join();

    assertThat(onlyHook().lines())
        .contains("PreStop timed out after 1 seconds")
        .last(STRING)
        .endsWith(", Error: Function timed out");
  }

  @Test
  void failsNoCallForAHookThatDoesNotExist() {
    var instance = bench.instance(place.function("echo").spec("", "index.nowhere", 3));

    assertThat(bench.run(instance, "r", "fine").body()).isEqualTo("fine");
    instance.stop().toCompletableFuture().join();

    assertThat(onlyHook().lines())
        .anyMatch(line -> line.endsWith("handler 'nowhere' does not exist in module 'index'"));
  }

  @Test
  void givesAFrozenInstanceNoProcessorTimeUntilItsNextCall() {
    var instance = bench.instance(place.function("ticks"));
    bench.run(instance, "r1", "");

    instance.freeze().toCompletableFuture().join();
    long frozen = System.nanoTime();
    await().until(() -> System.nanoTime() - frozen > 500_000_000);
    var thawed = bench.run(instance, "r2", "");

    assertThat(Integer.parseInt(thawed.body())).isGreaterThanOrEqualTo(500);
    assertThat(thawed.report().durationMs()).isLessThan(500);
  }

  @Test
  void runsThePreFreezeHookBeforeItFreezes() {
    var instance = bench.instance(place.function("echo").spec("index.hook", "", 3));

    instance.freeze().toCompletableFuture().join();

    assertThat(onlyHook().lines())
        .contains("its last words")
        .last(STRING)
        .startsWith("FC PreFreeze End RequestId: ")
        .doesNotContain("Error");
    assertThat(bench.run(instance, "r", "thawed").body()).isEqualTo("thawed");
  }

  @Test
  void endsAnInstanceWhosePreFreezeHookFails() {
    var instance = bench.instance(place.function("echo").spec("index.hookFails", "", 3));

    instance.freeze().toCompletableFuture().join();

    assertThat(instance.usable()).isFalse();
    instance.ended().toCompletableFuture().join();
    assertThat(onlyHook().lines()).anyMatch(line -> line.endsWith("Error: hook broken"));
  }

  @Test
  void runsThePreStopHookOfAFrozenInstance() {
    var instance = bench.instance(place.function("echo").spec("", "index.hook", 3));
    instance.freeze().toCompletableFuture().join();

    instance.stop().toCompletableFuture().join();

    assertThat(onlyHook().lines()).contains("its last words");
  }

  @Test
  void endsEverythingThatIsFrozen() {
    String seconds = Long.toString(3600 + System.nanoTime() % 100_000_000);
    var instance = bench.instance(place.function("leave"));
    bench.run(instance, "r", seconds);
    await().untilAsserted(() -> assertThat(running(seconds)).isPresent());
    instance.freeze().toCompletableFuture().join();

    instance.kill();

    await().untilAsserted(() -> assertThat(running(seconds)).isEmpty());
  }

  @Test
  void endsEverythingTheFunctionStarted() {
    String seconds = Long.toString(3600 + System.nanoTime() % 100_000_000);
    var instance = bench.instance(place.function("leave"));
    bench.run(instance, "r", seconds);
    await().untilAsserted(() -> assertThat(running(seconds)).isPresent());

    instance.kill();

    await().untilAsserted(() -> assertThat(running(seconds)).isEmpty());
  }

  private static Optional<ProcessHandle> running(String argument) {
    return ProcessHandle.allProcesses()
        .filter(process -> process.info().commandLine().orElse("").endsWith("sleep " + argument))
        .findFirst();
  }

  private RuntimeBench.Hook onlyHook() {
    await().until(() -> !bench.hooks().isEmpty());
    assertThat(bench.hooks()).hasSize(1);
    return bench.hooks().getFirst();
  }

  private JsonNode loadError(String handler) throws IOException {
    return JSON.readTree(initFailed(place.handler(handler)).report().result().body());
  }

  private StartResult.InitFailed initFailed(Functions function) {
    var result = bench.start(function.spec());
    assertThat(result).isInstanceOf(StartResult.InitFailed.class);
    return (StartResult.InitFailed) result;
  }

  private static JsonNode json(RuntimeBench.Ran ran) throws IOException {
    return JSON.readTree(ran.body());
  }
}
