// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.drain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.kafunc.eventlog.kafka.TestBroker;
import io.kafunc.httpapi.FcException;
import io.kafunc.invoker.async.AsyncSettings;
import io.kafunc.invoker.async.drain.FakeFunctions.Fault;
import io.kafunc.invoker.async.drain.StatefulCalls.Row;
import io.kafunc.invoker.async.drain.StatefulCalls.Stop;
import io.kafunc.invoker.async.drain.StatefulCalls.Wanted;
import io.kafunc.invoker.async.queue.CallRule;
import io.kafunc.invoker.async.queue.RetryPolicy;
import io.kafunc.invoker.async.queue.Standing;
import io.kafunc.schemas.Topics;
import io.kafunc.schemas.call.CallEvent.CallDone;
import io.kafunc.schemas.call.CallEvent.CallLapsed;
import io.kafunc.schemas.call.CallTopic;
import io.kafunc.schemas.invocation.InvocationRecord;
import io.kafunc.schemas.invocation.InvocationStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls with ids of their own: accepted once each, known, stopped, and forgotten in time. */
class StatefulCallsIT {

  private static final int PARTITIONS = 2;
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir Path folder;
  private TestBroker broker;
  private final List<TestQueues> open = new ArrayList<>();

  @BeforeEach
  void startBroker() {
    broker = new TestBroker(folder.resolve("kafka"));
    TestQueues.makeTopics(broker.config(), PARTITIONS);
  }

  @AfterEach
  void stopAll() {
    open.forEach(TestQueues::close);
    broker.close();
  }

  @Test
  void aHundredCallersWithOneIdGetOneCallThatRunsOnce() {
    // given
    var functions = new FakeFunctions().with("slow", 200, 10);
    var queues = queues(functions);
    // when
    var answers =
        IntStream.range(0, 100).mapToObj(_ -> queues.accept("slow", "the-id")).toList().stream()
            .map(CompletableFuture::join)
            .toList();
    // then
    assertThat(new HashSet<>(answers)).hasSize(1);
    var id = answers.getFirst();
    await().until(() -> ended(queues, "slow", "the-id").isPresent());
    assertThat(queues.accept("slow", "the-id").join()).isEqualTo(id);
    assertThat(records("the-id")).isEqualTo(1);
    assertThat(functions.runs(id)).isEqualTo(1);
    assertThat(queues.accept("other", "the-id").join()).isNotEqualTo(id);
  }

  @Test
  void theNextOwnerKnowsEveryIdAndRunsNothingAgain() {
    // given
    var functions = new FakeFunctions().with("slow", 600_000, 1);
    var first = queues(functions);
    var ended = first.accept("fast", "ended").join();
    await().until(() -> ended(first, "fast", "ended").isPresent());
    var waiting = IntStream.range(0, 30).mapToObj(i -> "w" + i).toList();
    var ids = waiting.stream().map(each -> first.accept("slow", each).join()).toList();
    stop(first);
    // when
    var next = new FakeFunctions();
    var second = queues(next);
    // then
    assertThat(second.accept("fast", "ended").join()).isEqualTo(ended);
    assertThat(ended(second, "fast", "ended")).contains(InvocationStatus.Succeeded);
    assertThat(waiting.stream().map(each -> second.accept("slow", each).join()).toList())
        .isEqualTo(ids);
    await().until(() -> waiting.stream().allMatch(each -> ended(second, "slow", each).isPresent()));
    assertThat(next.runs(ended)).isZero();
    assertThat(ids).allMatch(id -> next.runs(id) == 1);
    assertThat(second.drain.openCalls().counts().missing()).isZero();
  }

  @Test
  void anOwnerThatIsKilledLeavesEveryStateBehind() throws Exception {
    // given: each id is in the log twice, as by callers who did not know of one another
    var topic = TestQueues.callsTopic(broker.config());
    var kafka = broker.config();
    var first = new ArrayList<String>();
    try (var sender =
        new io.kafunc.invoker.async.accept.CallSender(
            () -> kafka.producer(Map.of()), topic, Duration.ofSeconds(8), 64 << 20)) {
      for (int i = 0; i < 200; i++) {
        var call = TestQueues.call("f" + i % 10).stateful("id" + i);
        first.add(sender.send(call).toCompletableFuture().join().toString());
        sender.send(call).toCompletableFuture().join();
      }
    }
    var runs = folder.resolve("runs");
    var doomed = DoomedInvoker.start(broker.bootstrapServers(), runs, 40, 2);
    try {
      await().atMost(LONG).until(() -> settled().size() >= 60);
    } finally {
      doomed.destroyForcibly();
      assertThat(doomed.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }
    var before = settled();
    // when
    var functions = new FakeFunctions();
    var queues = queues(functions);
    // then
    for (int i = 0; i < 200; i++) {
      assertThat(queues.accept("f" + i % 10, "id" + i).join()).isEqualTo(first.get(i));
    }
    await().atMost(LONG).until(() -> new HashSet<>(settled()).size() == 200);
    assertThat(settled()).containsExactlyInAnyOrderElementsOf(first);
    assertThat(before).allMatch(id -> functions.runs(id) == 0);
    assertThat(first).allMatch(id -> functions.runs(id) <= 1);
    for (int i = 0; i < 200; i++) {
      assertThat(ended(queues, "f" + i % 10, "id" + i)).contains(InvocationStatus.Succeeded);
    }
    await().until(() -> queues.drain.openCalls().counts().settled() >= 200 - before.size());
    assertThat(queues.drain.openCalls().counts().missing()).isZero();
  }

  @Test
  void stopsACallThatWaitsOrWaitsForItsRetryOrRuns() {
    // given
    int slots = TestQueues.SETTINGS.slots() + TestQueues.SETTINGS.ahead();
    var functions =
        new FakeFunctions()
            .with("slow", 600_000, 1)
            .failing("bad", Fault.FUNCTION, Fault.FUNCTION, Fault.FUNCTION);
    var rule = new CallRule(new RetryPolicy(3, Duration.ofDays(1), Duration.ofMinutes(5)));
    var queues = queues(functions, rule, TestQueues.SETTINGS);
    var running = queues.accept("slow", "running").join();
    await().until(() -> functions.runs(running) == 1);
    queues.accept("slow", slots + 3);
    var waiting = queues.accept("slow", "waiting").join();
    queues.accept("slow", "last").join();
    queues.accept("bad", "delayed").join();
    await()
        .until(() -> row(queues, "bad", "delayed").call().standing() instanceof Standing.Delayed);
    await().until(() -> row(queues, "slow", "waiting").call().standing() instanceof Standing.Waits);
    // when
    for (var each : List.of("slow/waiting", "bad/delayed", "slow/running")) {
      var name = each.split("/");
      // then
      assertThat(stop(queues, name[0], name[1])).isEqualTo(new Stop.Stopped());
      assertThat(ended(queues, name[0], name[1])).contains(InvocationStatus.Stopped);
      assertThat(stop(queues, name[0], name[1]))
          .isEqualTo(new Stop.TooLate(InvocationStatus.Stopped));
    }
    assertThat(stop(queues, "slow", "nobody")).isEqualTo(new Stop.Unknown());
    assertThat(functions.runs(waiting)).isZero();
    assertThat(row(queues, "slow", "last").call().standing()).isInstanceOf(Standing.Waits.class);
    assertThat(queues.drain.deadLetters().count()).isZero();
    assertThat(settled()).doesNotHaveDuplicates().contains(waiting, running).hasSize(3);
    assertThat(queues.drain.openCalls().counts().missing()).isZero();
  }

  @Test
  void aStoppedCallStaysStoppedWithTheNextOwner() {
    // given
    int slots = TestQueues.SETTINGS.slots() + TestQueues.SETTINGS.ahead();
    var first = queues(new FakeFunctions().with("slow", 600_000, 1));
    first.accept("slow", slots);
    var id = first.accept("slow", "waiting").join();
    await().until(() -> row(first, "slow", "waiting").call().standing() instanceof Standing.Waits);
    assertThat(stop(first, "slow", "waiting")).isEqualTo(new Stop.Stopped());
    stop(first);
    // when
    var functions = new FakeFunctions();
    var second = queues(functions);
    // then
    await().until(() -> second.drain.openCalls().counts().settled() == slots);
    assertThat(functions.runs(id)).isZero();
    assertThat(ended(second, "slow", "waiting")).contains(InvocationStatus.Stopped);
  }

  @Test
  void forgetsAnIdWhenItsTimeIsOver() {
    // given
    var functions = new FakeFunctions();
    var queues =
        queues(functions, TestQueues.RULE, TestQueues.remembering(Duration.ofSeconds(2), 1_000));
    var first = queues.accept("echo", "again").join();
    await().until(() -> ended(queues, "echo", "again").isPresent());
    // when
    await().until(() -> find(queues, "echo", "again").isEmpty());
    // then
    assertThat(queues.events()).filteredOn(CallLapsed.class::isInstance).hasSize(1);
    var second = queues.accept("echo", "again").join();
    assertThat(second).isNotEqualTo(first);
    await().until(() -> functions.runs(second) == 1);
  }

  @Test
  void theOldestEndedCallsMakeRoom() {
    // given
    var queues = queues(new FakeFunctions(), TestQueues.RULE, TestQueues.remembering(LONG, 20));
    // when
    var ids = IntStream.range(0, 50).mapToObj(i -> "i" + i).toList();
    ids.forEach(each -> queues.accept("echo", each).join());
    // then
    await().until(() -> ended(queues, "echo", "i49").isPresent());
    await().until(() -> list(queues, "echo").size() == 20);
    assertThat(list(queues, "echo")).extracting(StatefulCallsIT::id).endsWith("i49");
  }

  @Test
  void listsInOrderAndInPages() {
    // given
    var queues = queues(new FakeFunctions().with("slow", 600_000, 1));
    var ids = IntStream.range(0, 25).mapToObj(i -> (i % 2 == 0 ? "even" : "odd") + i).toList();
    ids.forEach(each -> queues.accept("slow", each).join());
    // when
    var listed = new ArrayList<String>();
    var from = Optional.<Long>empty();
    int pages = 0;
    do {
      var wanted =
          new Wanted(queue("slow"), from, false, 5, true, row -> id(row).startsWith("even"));
      var page = queues.drain.statefulCalls().list(wanted).toCompletableFuture().join();
      assertThat(page.rows()).allMatch(row -> row.asked().isPresent());
      page.rows().forEach(row -> listed.add(id(row)));
      from = page.next();
      pages++;
    } while (from.isPresent());
    // then
    assertThat(pages).isEqualTo(3);
    assertThat(listed)
        .isEqualTo(ids.reversed().stream().filter(each -> each.startsWith("even")).toList());
  }

  @Test
  void acceptsNothingWhereItIsNotTheOwner() {
    // given
    var queues = queues(new FakeFunctions());
    queues.accept("echo", "before").join();
    stop(queues);
    // then
    assertThatThrownBy(() -> queues.accept("echo", "after").join())
        .cause()
        .isInstanceOfSatisfying(
            FcException.class,
            refusal -> assertThat(refusal.error().code().status()).isEqualTo(503));
    assertThat(records("after")).isZero();
  }

  private TestQueues queues(FakeFunctions functions) {
    return queues(functions, TestQueues.RULE, TestQueues.SETTINGS);
  }

  private TestQueues queues(FakeFunctions functions, CallRule rule, AsyncSettings settings) {
    var kafka = broker.config();
    var queues =
        new TestQueues(
            kafka, functions, (_, _, _, _) -> rule, settings, new TestQueues.AlwaysElected(kafka));
    open.add(queues);
    return queues;
  }

  private void stop(TestQueues queues) {
    open.remove(queues);
    queues.close();
  }

  private static String queue(String function) {
    return CallTopic.queue(TestQueues.call(function));
  }

  private static String id(Row row) {
    return row.call().call().invocationId();
  }

  private static Optional<Row> find(TestQueues queues, String function, String id) {
    return queues.drain.statefulCalls().find(queue(function), id).toCompletableFuture().join();
  }

  private static Row row(TestQueues queues, String function, String id) {
    return find(queues, function, id).orElseThrow();
  }

  private static Optional<InvocationStatus> ended(TestQueues queues, String function, String id) {
    return row(queues, function, id).ended();
  }

  private static Stop stop(TestQueues queues, String function, String id) {
    return queues.drain.statefulCalls().stop(queue(function), id).toCompletableFuture().join();
  }

  private static List<Row> list(TestQueues queues, String function) {
    var all = new Wanted(queue(function), Optional.empty(), true, 1_000, false, _ -> true);
    return queues.drain.statefulCalls().list(all).toCompletableFuture().join().rows();
  }

  private List<String> settled() {
    return TestQueues.records(TestQueues.events(broker.config(), PARTITIONS), CallDone.class)
        .stream()
        .map(InvocationRecord::requestId)
        .toList();
  }

  /** How many records of kafunc.calls carry an id. */
  private long records(String invocationId) {
    var count = new long[1];
    var settings = Map.<String, Object>of("auto.offset.reset", "earliest");
    try (var scan = new TopicScan(() -> broker.config().consumer(settings))) {
      for (int partition = 0; partition < PARTITIONS; partition++) {
        scan.toEnd(
            Topics.CALLS,
            partition,
            record ->
                count[0] +=
                    CallLabel.of(record.headers())
                        .invocationId()
                        .filter(invocationId::equals)
                        .stream()
                        .count());
      }
    }
    return count[0];
  }
}
