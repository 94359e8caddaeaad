// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.drain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kafunc.eventlog.kafka.TestBroker;
import io.kafunc.invoker.async.drain.FakeFunctions.Fault;
import io.kafunc.invoker.async.queue.CallRule;
import io.kafunc.invoker.async.queue.RetryPolicy;
import io.kafunc.schemas.call.CallEvent.CallDelayed;
import io.kafunc.schemas.call.CallEvent.CallDone;
import io.kafunc.schemas.invocation.InvocationRecord;
import io.kafunc.schemas.invocation.InvocationStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls that fail: tried again, as often and as long as their rule allows, whoever owns them. */
class RetriesIT {

  @TempDir static Path folder;
  private static TestBroker broker;

  @BeforeAll
  static void startBroker() {
    broker = new TestBroker(folder);
    TestQueues.makeTopics(broker.config(), 2);
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @Test
  void aFailingCallEndsAfterItsRetries() {
    // given
    var functions = new FakeFunctions().alwaysFailing("broken");
    try (var queues = new TestQueues(broker.config(), functions)) {
      // when
      var id = queues.accept("broken");
      var done = awaitDone(queues, id);
      // then
      assertThat(functions.runs(id)).isEqualTo(4);
      assertThat(done.status()).isEqualTo(InvocationStatus.Failed);
      assertThat(done.attempt()).isEqualTo(4);
      assertThat(records(queues, CallDelayed.class, id))
          .extracting(InvocationRecord::attempt)
          .containsExactly(1, 2, 3);
      assertThat(queues.drain.openCalls().counts().missing()).isZero();
    }
  }

  @Test
  void whatFailsByOurFaultUsesUpNoRetry() {
    // given
    var f = Fault.FUNCTION;
    var p = Fault.PLATFORM;
    var functions = new FakeFunctions().failing("unlucky", p, p, f, p, p, f, f);
    try (var queues = new TestQueues(broker.config(), functions)) {
      // when
      var id = queues.accept("unlucky");
      var done = awaitDone(queues, id);
      // then
      assertThat(done.status()).isEqualTo(InvocationStatus.Succeeded);
      assertThat(done.attempt()).isEqualTo(8);
    }
  }

  @Test
  void theNextOwnerKeepsAttemptsAndTimes() {
    // given
    var functions = new FakeFunctions().alwaysFailing("patient");
    var rule = rule(2, Duration.ofDays(1), Duration.ofMillis(1_500));
    String id;
    try (var first = new TestQueues(broker.config(), functions, rule)) {
      id = first.accept("patient");
      await().until(() -> !records(first, CallDelayed.class, id).isEmpty());
    }
    // when
    try (var second = new TestQueues(broker.config(), functions, rule)) {
      var done = awaitDone(second, id);
      // then
      assertThat(functions.runs(id)).isEqualTo(3);
      assertThat(done.attempt()).isEqualTo(3);
      var delays = delays(second, id);
      assertThat(delays).extracting(CallDelayed::attempt).containsExactly(2, 3);
      assertThat(done.startTime().orElseThrow()).isAfterOrEqualTo(delays.getLast().due());
    }
  }

  @Test
  void aCallThatFindsNoRoomExpires() {
    // given
    var functions = new FakeFunctions();
    functions.refuse(true);
    var rule = rule(3, Duration.ofMillis(300), Duration.ofMillis(20));
    try (var queues = new TestQueues(broker.config(), functions, rule)) {
      // when
      var since = Instant.now();
      var id = queues.accept("crowded");
      var done = awaitDone(queues, id);
      // then
      assertThat(done.status()).isEqualTo(InvocationStatus.Expired);
      assertThat(done.endTime()).isAfter(since.plusMillis(300));
      assertThat(functions.runs(id)).isZero();
    }
  }

  @Test
  void aCallThatWouldBeTriedAgainTooLateExpiresWithItsError() {
    // given
    var functions = new FakeFunctions().alwaysFailing("late");
    var rule = rule(8, Duration.ofSeconds(5), Duration.ofSeconds(6));
    try (var queues = new TestQueues(broker.config(), functions, rule)) {
      // when
      var done = awaitDone(queues, queues.accept("late"));
      // then
      assertThat(done.status()).isEqualTo(InvocationStatus.Expired);
      assertThat(done.errorType()).contains("UnhandledInvocationError");
      assertThat(done.attempt()).isEqualTo(1);
    }
  }

  private static CallRule rule(int retries, Duration maxAge, Duration delay) {
    return new CallRule(new RetryPolicy(retries, maxAge, delay));
  }

  private static InvocationRecord awaitDone(TestQueues queues, String id) {
    return await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> records(queues, CallDone.class, id), found -> !found.isEmpty())
        .getFirst();
  }

  private static List<InvocationRecord> records(
      TestQueues queues, Class<? extends io.kafunc.schemas.call.CallEvent> kind, String id) {
    return TestQueues.records(queues.events(), kind).stream()
        .filter(each -> each.requestId().equals(id))
        .toList();
  }

  private static List<CallDelayed> delays(TestQueues queues, String id) {
    return queues.events().stream()
        .filter(CallDelayed.class::isInstance)
        .map(CallDelayed.class::cast)
        .filter(each -> each.record().orElseThrow().requestId().equals(id))
        .toList();
  }
}
