// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.drain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.kafunc.eventlog.kafka.TestBroker;
import io.kafunc.httpapi.FcException;
import io.kafunc.invoker.async.AsyncSettings;
import io.kafunc.invoker.async.drain.OpenCalls.Answer;
import io.kafunc.invoker.async.drain.OpenCalls.Place;
import io.kafunc.invoker.async.queue.Counts;
import io.kafunc.schemas.call.CallEvent.CallDone;
import io.kafunc.schemas.call.CallEvent.CallStarted;
import io.kafunc.schemas.call.CallId;
import io.kafunc.schemas.call.Deduplication;
import io.kafunc.schemas.invocation.InvocationStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Queues on a real broker: accept, drain, stop, start, fence. */
class QueueDrainIT {

  private static final int PARTITIONS = 2;

  @TempDir Path folder;
  private TestBroker broker;
  private final List<TestQueues> open = new ArrayList<>();

  @BeforeEach
  void startBroker() {
    broker = new TestBroker(folder);
    TestQueues.makeTopics(broker.config(), PARTITIONS);
  }

  @AfterEach
  void stopAll() {
    open.forEach(TestQueues::close);
    broker.close();
  }

  @Test
  void runsEveryCallOnceAndSettlesItWithItsRecord() {
    // given
    var functions = new FakeFunctions();
    var queues = queues(functions);
    // when
    var ids = new ArrayList<String>();
    for (int i = 0; i < 40; i++) {
      ids.addAll(queues.accept("f" + i, 25));
    }
    // then
    awaitSettled(queues, 1_000);
    assertThat(ids).doesNotHaveDuplicates().allMatch(id -> functions.runs(id) == 1);
    assertThat(recordsOf(queues)).containsExactlyInAnyOrderElementsOf(ids);
    assertThat(queues.drain.openCalls().counts().missing()).isZero();
    assertThat(records(queues))
        .allMatch(record -> record.status() == InvocationStatus.Succeeded && record.attempt() == 1);
  }

  @Test
  void aFastFunctionDoesNotWaitForASlowFlood() {
    // given
    var ended = new ConcurrentHashMap<String, Long>();
    var functions =
        new FakeFunctions()
            .with("slow", 2_000, 2)
            .watchedBy(call -> ended.put(call.requestId(), System.nanoTime()));
    var queues = queues(functions);
    var fast = sibling("slow");
    queues.accept(fast);
    awaitSettled(queues, 1);
    queues.accept("slow", 3_000);
    // when
    var waits = new ArrayList<Long>();
    for (int i = 0; i < 100; i++) {
      long since = System.nanoTime();
      var id = queues.accept(fast);
      await().pollInterval(Duration.ofMillis(1)).until(() -> ended.containsKey(id));
      waits.add((ended.get(id) - since) / 1_000);
    }
    // then
    waits.sort(null);
    System.out.printf("fast behind flood: p50 %d us, p99 %d us%n", waits.get(50), waits.get(98));
    assertThat(waits.get(98)).isLessThan(500_000);
  }

  @Test
  void drainsAQueueThatDoesNotFitIntoMemory() {
    // given
    var order = new ArrayList<Long>();
    var functions = new FakeFunctions().with("gate", 500, 1);
    functions.watchedBy(
        call -> {
          synchronized (order) {
            order.add(CallId.parse(call.requestId()).orElseThrow().offset());
          }
        });
    var small =
        new AsyncSettings(
            true,
            2,
            1,
            1024,
            4_000,
            64 << 20,
            Duration.ofSeconds(8),
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            3,
            Duration.ofDays(1),
            Duration.ofMillis(500),
            1_000,
            Duration.ofDays(7),
            1_000);
    var queues = queues(functions, small);
    // when
    queues.accept("long", 3_000);
    // then
    awaitSettled(queues, 3_000);
    assertThat(new HashSet<>(order)).hasSize(3_000);
    assertThat(queues.drain.openCalls().counts().missing()).isZero();
  }

  @Test
  void anotherInvokerGoesOnWhereOneHasStopped() {
    // given
    var functions = new FakeFunctions().with("slow", 300, 4);
    var first = queues(functions);
    var ids = first.accept("slow", 60);
    await().until(() -> functions.started() >= 8);
    // when
    open.remove(first);
    first.close();
    int before = functions.started();
    var second = queues(functions);
    // then
    await().atMost(Duration.ofSeconds(30)).until(() -> functions.started() == 60);
    awaitNothingOpen(second);
    assertThat(before).isLessThan(60);
    assertThat(ids).allMatch(id -> functions.runs(id) == 1);
    assertThat(recordsOf(second)).containsExactlyInAnyOrderElementsOf(ids);
  }

  @Test
  void aFencedOwnerSettlesNothing() {
    // given
    var slow = new FakeFunctions().with("f", 3_000, 100);
    var stale = queues(slow);
    var ids = stale.accept("f", 10);
    await().until(() -> slow.started() == 10);
    // when
    var quick = new FakeFunctions();
    var owner = queues(quick);
    awaitNothingOpen(owner);
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> stale.drain.openCalls().counts().taken() == 0);
    // then
    var done = recordsOf(owner);
    assertThat(done).containsExactlyInAnyOrderElementsOf(ids);
    assertThat(ids).allMatch(id -> quick.runs(id) == 1);
  }

  @Test
  void acceptsNothingWithoutABrokerAndGoesOnWithIt() {
    // given
    var functions = new FakeFunctions().with("slow", 4_000, 10);
    var queues = queues(functions);
    var ids = new ArrayList<>(queues.accept("slow", 30));
    await().until(() -> functions.started() == 10);
    // when
    broker.stop();
    assertThatThrownBy(() -> queues.accept("f"))
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOf(FcException.class)
        .hasMessageContaining("ServiceUnavailable");
    await()
        .atMost(Duration.ofSeconds(40))
        .until(() -> queues.drain.openCalls().counts().taken() == 0);
    broker.start();
    // then
    await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptions()
        .until(() -> ids.add(queues.accept("f")));
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(recordsOf(queues)).containsAll(ids));
    awaitNothingOpen(queues);
    assertThat(recordsOf(queues)).doesNotHaveDuplicates();
    assertThat(ids).allMatch(id -> functions.runs(id) == 1);
  }

  @Test
  void aTickThatComesAgainIsDroppedAlsoByTheNextOwner() {
    // given
    var functions = new FakeFunctions();
    var first = queues(functions);
    for (long tick : List.of(1, 2, 2, 1, 3)) {
      send(first, "f", tick);
    }
    awaitSettled(first, 5);
    // when
    open.remove(first);
    first.close();
    var second = queues(functions);
    send(second, "f", 3);
    send(second, "f", 4);
    // then
    await().until(() -> functions.started() == 4);
    awaitNothingOpen(second);
    assertThat(recordsOf(second)).hasSize(4);
    assertThat(second.events().stream().filter(CallDone.class::isInstance)).hasSize(7);
  }

  @Test
  void aRefusedCallWaitsAndIsNotSettled() {
    // given
    var functions = new FakeFunctions();
    functions.refuse(true);
    var queues = queues(functions);
    // when
    var id = queues.accept("f");
    await().until(() -> queues.events().stream().anyMatch(CallStarted.class::isInstance));
    await().until(() -> queues.drain.openCalls().counts().waiting() == 1);
    functions.refuse(false);
    // then
    awaitSettled(queues, 1);
    assertThat(functions.runs(id)).isEqualTo(1);
    assertThat(recordsOf(queues)).containsExactly(id);
  }

  /** Its start is on disk, but meanwhile the queue may have become somebody else's. */
  @Test
  void runsNothingWhileAnotherMayHaveBeenElected() {
    // given
    var functions = new FakeFunctions();
    var election = new TestQueues.AlwaysElected(broker.config());
    var queues =
        new TestQueues(
            broker.config(),
            functions,
            (_, _, _, _) -> TestQueues.RULE,
            TestQueues.SETTINGS,
            election);
    open.add(queues);
    election.unheardFor(election.session());
    // when
    var id = queues.accept("f");
    await().until(() -> queues.events().stream().anyMatch(CallStarted.class::isInstance));
    await().until(() -> queues.drain.openCalls().counts().waiting() == 1);
    // then
    assertThat(functions.runs(id)).isZero();
    // when
    election.unheardFor(Duration.ZERO);
    // then
    awaitSettled(queues, 1);
    assertThat(functions.runs(id)).isEqualTo(1);
  }

  @Test
  void tellsHowLongEachQueueIsAndSinceWhen() {
    // given
    int slots = TestQueues.SETTINGS.slots() + TestQueues.SETTINGS.ahead();
    var before = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    var queues = queues(new FakeFunctions().with("slow", 600_000, 1));
    // when
    queues.accept("slow", slots + 20);
    queues.accept("fast");
    // then
    await()
        .untilAsserted(
            () -> {
              var depth = assertThat(queues.drain.openCalls().depths()).singleElement().actual();
              assertThat(depth.queue()).isEqualTo("1000/svc.LATEST/slow");
              assertThat(depth.waiting()).isEqualTo(20);
              assertThat(depth.running()).isEqualTo(slots);
              assertThat(depth.oldest().orElseThrow()).isBetween(before, Instant.now());
            });
    var counts = new Counts(slots + 21, 20, slots, 1);
    await().until(() -> queues.drain.openCalls().counts().equals(counts));
    assertThat(queues.sender.confirmed()).isEqualTo(counts.taken());
  }

  @Test
  void tellsWhereACallStandsFromItsAcceptanceOn() throws Exception {
    // given
    var functions = new FakeFunctions().with("slow", 60_000, 1);
    var queues = queues(functions);
    var running = queues.accept("slow");
    await().until(() -> functions.started() == 1);
    // when
    var waiting = queues.accept("slow", 40);
    var calls = queues.drain.openCalls();
    // then
    assertThat(find(calls, running)).matches(answer -> ((Answer.Open) answer).row().runs());
    assertThat(waiting).allMatch(id -> find(calls, id) instanceof Answer.Open);
    assertThat(((Answer.Open) find(calls, waiting.getLast())).row().runs()).isFalse();
    var forged = CallId.parse(running).orElseThrow();
    var wrong = new CallId(forged.partition(), forged.generation(), forged.offset(), 1, 1);
    assertThat(find(calls, wrong.toString())).isInstanceOf(Answer.Unknown.class);
    var beyond = new CallId(forged.partition(), forged.generation(), forged.offset() + 1_000, 1, 1);
    assertThat(find(calls, beyond.toString())).isInstanceOf(Answer.Unknown.class);
    var quick = queues.accept("quick");
    awaitSettled(queues, 1);
    assertThat(find(calls, quick)).isInstanceOf(Answer.Ended.class);
    var listed = new ArrayList<String>();
    var place = Optional.of(new Place(0, 0));
    while (place.isPresent()) {
      var rows = calls.list(_ -> true, true, true, place.get(), 7).toCompletableFuture().get();
      rows.rows().forEach(row -> listed.add(row.id().toString()));
      place = rows.next();
    }
    var all = Stream.concat(Stream.of(running), waiting.stream()).toList();
    assertThat(listed).containsExactlyInAnyOrderElementsOf(all);
  }

  private TestQueues queues(FakeFunctions functions) {
    return queues(functions, TestQueues.SETTINGS);
  }

  private TestQueues queues(FakeFunctions functions, AsyncSettings settings) {
    var queues =
        new TestQueues(
            broker.config(),
            functions,
            (_, _, _, _) -> TestQueues.RULE,
            settings,
            new TestQueues.AlwaysElected(broker.config()));
    open.add(queues);
    return queues;
  }

  private static Answer find(OpenCalls calls, String id) {
    return calls.find(CallId.parse(id).orElseThrow()).toCompletableFuture().join();
  }

  private static void send(TestQueues queues, String function, long tick) {
    queues
        .sender
        .send(TestQueues.call(function, Optional.of(new Deduplication("timer", tick))))
        .toCompletableFuture()
        .join();
  }

  /** A function whose queue lies in the same partition. */
  private static String sibling(String function) {
    int partition = partition(function);
    return IntStream.range(0, 1_000)
        .mapToObj(i -> "fast" + i)
        .filter(name -> partition(name) == partition)
        .findFirst()
        .orElseThrow();
  }

  private static int partition(String function) {
    var queue = io.kafunc.schemas.call.CallTopic.queue(TestQueues.call(function));
    return io.kafunc.schemas.call.CallTopic.partition(queue, PARTITIONS);
  }

  private static void awaitSettled(TestQueues queues, long count) {
    await()
        .atMost(Duration.ofSeconds(40))
        .untilAsserted(
            () ->
                assertThat(queues.drain.openCalls().counts().settled())
                    .as("" + queues.drain.openCalls().counts())
                    .isEqualTo(count));
  }

  private static void awaitNothingOpen(TestQueues queues) {
    await()
        .atMost(Duration.ofSeconds(40))
        .untilAsserted(
            () -> {
              var counts = queues.drain.openCalls().counts();
              assertThat(counts.taken()).isPositive();
              assertThat(counts.waiting() + counts.running()).as("" + counts).isZero();
            });
  }

  private static List<String> recordsOf(TestQueues queues) {
    return records(queues).stream().map(record -> record.requestId()).toList();
  }

  private static List<io.kafunc.schemas.invocation.InvocationRecord> records(TestQueues queues) {
    return queues.events().stream()
        .filter(CallDone.class::isInstance)
        .flatMap(event -> ((CallDone) event).record().stream())
        .toList();
  }
}
