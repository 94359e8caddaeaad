// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.invocation;

import static io.kafunc.invoker.catalog.MetadataLog.ACCOUNT;
import static io.kafunc.invoker.catalog.MetadataLog.aFunction;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kafunc.httpapi.ErrorCode;
import io.kafunc.invoker.catalog.FunctionCatalog;
import io.kafunc.invoker.catalog.MetadataLog;
import io.kafunc.invoker.invocation.Outcome.Completed;
import io.kafunc.invoker.invocation.Outcome.FunctionFailed;
import io.kafunc.invoker.invocation.Outcome.PlatformFailed;
import io.kafunc.invoker.invocation.Outcome.Throttled;
import io.kafunc.invoker.invocation.Outcome.TimedOut;
import io.kafunc.invoker.runtime.RunReport;
import io.kafunc.invoker.runtime.RunResult;
import io.kafunc.invoker.runtime.StartResult;
import io.kafunc.schemas.Payload;
import io.kafunc.schemas.invocation.InvocationStatus;
import io.kafunc.schemas.invocation.InvocationType;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InvokerTest {

  private static final Instant NOW = Instant.parse("2020-10-22T01:00:00Z");

  private final ScriptedInstances instances = new ScriptedInstances();
  private final RecordingJournal journal = new RecordingJournal();
  private final FunctionCatalog catalog = new FunctionCatalog(() -> 0.5);
  private final Invoker invoker =
      new Invoker(catalog, instances.pool(1), journal, Clock.fixed(NOW, ZoneOffset.UTC));

  @BeforeEach
  void someFunctions() {
    catalog.follows(_ -> CompletableFuture.completedStage(null));
    catalog.apply(
        new MetadataLog()
            .service("shop")
            .function("shop", "checkout", aFunction("nodejs12", 3, 128))
            .publish("shop", 1)
            .publish("shop", 2)
            .alias("shop", "PROD", 1, Map.of("2", 0.9))
            .recorded());
  }

  @AfterEach
  void stop() {
    instances.close();
  }

  @Test
  void aCallRunsIsRecordedAndAnswered() {
    var outcome = invoke("PROD", InvocationType.Sync, false);

    assertThat(outcome).isInstanceOf(Completed.class);
    var completed = (Completed) outcome;
    assertThat(completed.body()).isEqualTo(Payload.of("event"));
    assertThat(completed.run().function().versionId()).isEqualTo("2");
    assertThat(completed.run().logTail()).isEmpty();
    assertThat(journal.records).hasSize(1);
    var record = journal.records.getFirst();
    assertThat(record.status()).isEqualTo(InvocationStatus.Succeeded);
    assertThat(record.externalServiceVersion()).isEqualTo("2");
    assertThat(record.isDarkLaunch()).isTrue();
    assertThat(record.coldStartMs()).isEqualTo(7.5);
    assertThat(record.durationMs()).isEqualTo(3.25);
    assertThat(record.instanceId()).contains("instance-1");
    assertThat(journal.lines).hasSize(2);
  }

  @Test
  void onlyTheFirstCallPaysForTheStart() {
    invoke("LATEST", InvocationType.Sync, false);
    invoke("LATEST", InvocationType.Sync, false);

    assertThat(instances.starts).hasValue(1);
    assertThat(journal.records.get(1).coldStartMs()).isZero();
  }

  @Test
  void theFunctionsErrorIsItsOwn() {
    instances.script = _ -> ScriptedInstances.done(new RunResult.FunctionError(true, bytes("{}")));

    var outcome = invoke("LATEST", InvocationType.Sync, false);

    assertThat(outcome).isInstanceOf(FunctionFailed.class);
    assertThat(((FunctionFailed) outcome).errorType()).isEqualTo("HandledInvocationError");
    assertThat(journal.records.getFirst().status()).isEqualTo(InvocationStatus.Failed);
    assertThat(journal.records.getFirst().errorType()).contains("HandledInvocationError");
  }

  @Test
  void aCrashAndATimeoutAreTheFunctionsFaultToo() {
    instances.script = _ -> ScriptedInstances.done(new RunResult.Crashed(137, bytes("{}")));
    assertThat(invoke("LATEST", InvocationType.Sync, false)).isInstanceOf(FunctionFailed.class);

    instances.script = _ -> ScriptedInstances.done(new RunResult.TimedOut(bytes("{}")));
    assertThat(invoke("LATEST", InvocationType.Sync, false)).isInstanceOf(TimedOut.class);
    assertThat(journal.records.get(1).status()).isEqualTo(InvocationStatus.TimedOut);
  }

  @Test
  void aFailedInitializerIsToldWithItsLines() {
    instances.start = _ -> instances.notInitialized("{\"errorMessage\":\"no\"}");

    var outcome = invoke("LATEST", InvocationType.Sync, true);

    assertThat(outcome).isInstanceOf(FunctionFailed.class);
    var failed = (FunctionFailed) outcome;
    assertThat(failed.errorType()).isEqualTo("UnhandledInvocationError");
    assertThat(text(failed.run().logTail())).contains("before the fall");
    assertThat(journal.lines).containsExactly("before the fall");
  }

  @Test
  void whatCannotBeStartedIsOurFault() {
    instances.start = _ -> new StartResult.StartFailed("no process");
    assertThat(error(invoke("LATEST", InvocationType.Sync, false)))
        .isEqualTo(ErrorCode.SERVICE_UNAVAILABLE);

    instances.start = _ -> new StartResult.NotRunnable("runtime 'php7.2' cannot run here");
    assertThat(error(invoke("LATEST", InvocationType.Sync, false)))
        .isEqualTo(ErrorCode.INVALID_ARGUMENT);
    assertThat(journal.records).hasSize(2);
  }

  @Test
  void beyondTheLimitASynchronousCallIsRefusedAndRecorded() {
    instances.script = _ -> new CompletableFuture<RunReport>();
    var running = invoker.invoke(invocation("LATEST", InvocationType.Sync, false));

    var outcome = invoke("LATEST", InvocationType.Sync, false);

    assertThat(running.toCompletableFuture()).isNotDone();
    assertThat(outcome).isInstanceOf(Throttled.class);
    assertThat(((Throttled) outcome).error().code()).isEqualTo(ErrorCode.RESOURCE_EXHAUSTED);
    assertThat(journal.records.getFirst().status()).isEqualTo(InvocationStatus.Throttled);
  }

  @Test
  void beyondTheLimitAnAsynchronousCallWaitsItsTurn() {
    var first = new CompletableFuture<RunReport>();
    instances.script = _ -> first;
    invoker.invoke(invocation("LATEST", InvocationType.Sync, false));
    instances.script = call -> ScriptedInstances.done(new RunResult.Completed(call.event()));
    var waiting = invoker.invoke(invocation("LATEST", InvocationType.Async, false));
    assertThat(waiting.toCompletableFuture()).isNotDone();

    first.complete(new RunReport(new RunResult.Completed(bytes("")), 1, 1));

    assertThat(waiting.toCompletableFuture()).isCompleted();
    assertThat(journal.records).as("the queue records its own calls").hasSize(1);
  }

  @Test
  void aCallWhoseInstanceWasGoneRunsInAnother() {
    instances.script =
        call -> {
          instances.script = next -> ScriptedInstances.done(new RunResult.Completed(next.event()));
          return ScriptedInstances.done(new RunResult.NeverRan());
        };

    assertThat(invoke("LATEST", InvocationType.Sync, false)).isInstanceOf(Completed.class);
    assertThat(instances.starts).hasValue(2);
  }

  @Test
  void instancesThatNeverLastEndInOurFaultNotInALoop() {
    instances.script = _ -> ScriptedInstances.done(new RunResult.NeverRan());

    assertThat(error(invoke("LATEST", InvocationType.Sync, false)))
        .isEqualTo(ErrorCode.SERVICE_UNAVAILABLE);
  }

  @Test
  void aFaultInUsIsAnOutcomeToo() {
    instances.script =
        _ -> {
          throw new IllegalStateException("a bug");
        };

    assertThat(error(invoke("LATEST", InvocationType.Sync, false)))
        .isEqualTo(ErrorCode.INTERNAL_SERVER_ERROR);
    assertThat(journal.records).hasSize(1);
  }

  @Test
  void whatDoesNotExistLeavesNoRecord() {
    assertThat(error(invoke("TEST", InvocationType.Sync, false)))
        .isEqualTo(ErrorCode.ALIAS_NOT_FOUND);
    assertThat(journal.records).isEmpty();
  }

  @Test
  void whileTheLogIsAwayAMissIsNotA404() {
    catalog.follows(_ -> CompletableFuture.failedStage(new IllegalStateException("away")));

    assertThat(error(invoke("TEST", InvocationType.Sync, false)))
        .isEqualTo(ErrorCode.SERVICE_UNAVAILABLE);
    assertThat(invoke("PROD", InvocationType.Sync, false)).isInstanceOf(Completed.class);
  }

  @Test
  void aMissWaitsForTheEndOfTheLog() {
    var reached = new CompletableFuture<Void>();
    catalog.follows(_ -> reached);
    var waiting = invoker.invoke(invocation("shop2", "LATEST", InvocationType.Sync, false));
    assertThat(waiting.toCompletableFuture()).isNotDone();

    catalog.apply(
        new MetadataLog()
            .service("shop2")
            .function("shop2", "checkout", aFunction("nodejs12", 3, 128))
            .recorded());
    reached.complete(null);

    assertThat(waiting.toCompletableFuture().join()).isInstanceOf(Completed.class);
  }

  @Test
  void theTailEndsWithTheFiguresOfTheRun() {
    var outcome = (Completed) invoke("LATEST", InvocationType.Sync, true);

    assertThat(text(outcome.run().logTail()))
        .startsWith("FC Invoke Start RequestId: request-1\n")
        .contains("Duration: 3.25 ms, Billed Duration: 4 ms, Memory Size: 128 MB");
  }

  private Outcome invoke(String qualifier, InvocationType type, boolean tail) {
    return invoker.invoke(invocation(qualifier, type, tail)).toCompletableFuture().join();
  }

  private static Invocation invocation(String qualifier, InvocationType type, boolean tail) {
    return invocation("shop", qualifier, type, tail);
  }

  private static Invocation invocation(
      String service, String qualifier, InvocationType type, boolean tail) {
    return new Invocation(
        ACCOUNT,
        service,
        qualifier,
        "checkout",
        Payload.of("event"),
        "request-1",
        type,
        tail,
        NOW,
        Optional.empty(),
        Optional.empty(),
        1,
        "key");
  }

  private static ErrorCode error(Outcome outcome) {
    assertThat(outcome).isInstanceOf(PlatformFailed.class);
    return ((PlatformFailed) outcome).error().code();
  }

  private static String text(Optional<Payload> payload) {
    return new String(payload.orElseThrow().bytes(), UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
