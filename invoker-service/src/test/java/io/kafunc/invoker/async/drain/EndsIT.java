// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.drain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kafunc.eventlog.kafka.TestBroker;
import io.kafunc.invoker.async.destination.Destinations;
import io.kafunc.invoker.async.destination.EndOfCall;
import io.kafunc.invoker.async.drain.OpenCalls.Place;
import io.kafunc.invoker.async.queue.CallRule;
import io.kafunc.invoker.async.queue.RetryPolicy;
import io.kafunc.schemas.Payload;
import io.kafunc.schemas.Topics;
import io.kafunc.schemas.call.CallEvent.CallDelivered;
import io.kafunc.schemas.call.CallEvent.CallDone;
import io.kafunc.schemas.call.CallId;
import io.kafunc.schemas.call.CallSnapshot.KeptCall;
import io.kafunc.schemas.call.Keeping;
import io.kafunc.schemas.invocation.InvocationStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What follows a call's end: its answer, its destination, its place among the dead letters. */
class EndsIT {

  private static final CallRule RULE =
      new CallRule(
          new RetryPolicy(0, Duration.ofDays(1), Duration.ofMillis(20)),
          Optional.of("well"),
          Optional.of("badly"),
          false);

  @TempDir Path folder;
  private TestBroker broker;

  @BeforeEach
  void startBroker() {
    broker = new TestBroker(folder);
    TestQueues.makeTopics(broker.config(), 2);
  }

  @AfterEach
  void stopBroker() {
    broker.close();
  }

  /** Notes what it is told, and fails as often as it is asked to before. */
  private static final class Listener implements Destinations {
    private record Told(String destination, EndOfCall end) {}

    private final ConcurrentLinkedQueue<Told> told = new ConcurrentLinkedQueue<>();
    private final AtomicInteger failures = new AtomicInteger();

    @Override
    public CompletionStage<Void> tell(String destination, EndOfCall end) {
      if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        return CompletableFuture.failedStage(new IllegalStateException("away"));
      }
      told.add(new Told(destination, end));
      return CompletableFuture.completedStage(null);
    }
  }

  @Test
  void destinationsAreToldAlsoWhenTheyAreAwayForAWhile() {
    // given
    var listener = new Listener();
    listener.failures.set(3);
    try (var queues = queues(new FakeFunctions().alwaysFailing("bad"), listener)) {
      // when
      var good = queues.accept("echo");
      var bad = queues.accept("bad");
      // then
      await().until(() -> listener.told.size() == 2);
      assertThat(listener.told)
          .extracting(each -> each.destination() + " " + each.end().record().requestId())
          .containsExactlyInAnyOrder("well " + good, "badly " + bad);
      assertThat(listener.told)
          .filteredOn(each -> each.destination().equals("well"))
          .allMatch(each -> each.end().answer().equals(Payload.of("{\"some\":\"event\"}")));
      await().until(() -> delivered(queues).size() == 2);
      assertThat(letters(queues))
          .singleElement()
          .matches(letter -> letter.record().requestId().equals(bad))
          .matches(letter -> letter.keeping().delivery().equals(Optional.of(Keeping.DELIVERED)));
      await().until(() -> tombstones().contains(good));
      assertThat(queues.drain.openCalls().counts().missing()).isZero();
    }
  }

  @Test
  void aDestinationThatStaysAwayLeavesADeadLetter() {
    // given
    var listener = new Listener();
    listener.failures.set(Integer.MAX_VALUE);
    try (var queues = queues(new FakeFunctions(), listener)) {
      // when
      var id = queues.accept("echo");
      // then
      await().until(() -> !letters(queues).isEmpty());
      assertThat(letters(queues))
          .singleElement()
          .matches(letter -> letter.record().requestId().equals(id))
          .matches(letter -> letter.record().status() == InvocationStatus.Succeeded)
          .matches(letter -> letter.keeping().delivery().equals(Optional.of("away")));
    }
  }

  @Test
  void theNextOwnerTellsWhatWasNotTold() throws Exception {
    // given
    var large = new byte[700_000];
    new Random(1).nextBytes(large);
    var silent = new Listener();
    Destinations never = (_, _) -> new CompletableFuture<>();
    String id;
    var functions = new FakeFunctions().answering("large", new Payload(large));
    try (var first = queues(functions, never)) {
      id = first.accept("large");
      await().until(() -> first.events().stream().anyMatch(CallDone.class::isInstance));
    }
    // when
    try (var second = queues(functions, silent)) {
      await().until(() -> silent.told.size() == 1);
      // then
      var end = silent.told.element().end();
      assertThat(end.record().requestId()).isEqualTo(id);
      assertThat(end.answer().bytes()).isEqualTo(large);
      assertThat(end.record().result().orElseThrow().place().orElseThrow().chunks()).isEqualTo(3);
      assertThat(functions.runs(id)).isEqualTo(1);
    }
  }

  @Test
  void deadLettersOutliveTheirOwnerUntilTheyArePurged() throws Exception {
    // given
    var functions = new FakeFunctions().alwaysFailing("bad");
    var ids = new ArrayList<String>();
    try (var first = queues(functions, new Listener())) {
      for (int i = 0; i < 20; i++) {
        ids.add(first.accept("bad"));
      }
      await().until(() -> letters(first).size() == 20);
    }
    // when
    try (var second = queues(functions, new Listener())) {
      await().until(() -> second.drain.deadLetters().known());
      var letters = letters(second);
      assertThat(letters)
          .extracting(each -> each.record().requestId())
          .containsExactlyInAnyOrderElementsOf(ids);
      assertThat(second.drain.deadLetters().call(letters.getFirst()).toCompletableFuture().get())
          .isPresent();
      for (var letter : letters.subList(0, 15)) {
        second.drain.deadLetters().purge(letter).toCompletableFuture().get();
      }
    }
    // then
    try (var third = queues(functions, new Listener())) {
      await().until(() -> third.drain.deadLetters().known());
      assertThat(letters(third)).hasSize(5);
      assertThat(tombstones()).hasSize(15).isSubsetOf(ids);
    }
  }

  @Test
  void theOldestDeadLettersMakeRoom() {
    // given
    try (var queues = queues(new FakeFunctions().alwaysFailing("bad"), new Listener())) {
      // when
      var ids = queues.accept("bad", TestQueues.SETTINGS.deadLetters() + 50);
      // then
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> tombstones().size() >= 50 && queues.drain.deadLetters().count() == 1_000);
      assertThat(queues.drain.openCalls().counts().settled()).isEqualTo(ids.size());
    }
  }

  private TestQueues queues(FakeFunctions functions, Destinations destinations) {
    var kafka = broker.config();
    return new TestQueues(
        kafka,
        functions,
        (_, _, _, _) -> RULE,
        destinations,
        TestQueues.SETTINGS,
        new TestQueues.AlwaysElected(kafka));
  }

  private static List<KeptCall> letters(TestQueues queues) {
    return queues.drain.deadLetters().list(_ -> true, new Place(0, 0), 10_000).letters();
  }

  private static List<CallDelivered> delivered(TestQueues queues) {
    return queues.events().stream()
        .filter(CallDelivered.class::isInstance)
        .map(CallDelivered.class::cast)
        .toList();
  }

  /** The calls whose places were freed. */
  private List<String> tombstones() {
    var topic = TestQueues.callsTopic(broker.config());
    var freed = new ArrayList<String>();
    var settings = Map.<String, Object>of("auto.offset.reset", "earliest");
    try (var scan = new TopicScan(() -> broker.config().consumer(settings))) {
      for (int partition = 0; partition < topic.partitions(); partition++) {
        var ids = new HashMap<Payload, CallId>();
        int number = partition;
        scan.toEnd(
            Topics.CALLS,
            partition,
            record -> {
              var key = new Payload(record.key());
              if (record.value() == null) {
                freed.add(ids.get(key).toString());
              } else {
                var call = StoredCall.of(record);
                ids.put(key, call.id(number, topic.generation()));
              }
            });
      }
    }
    return freed;
  }
}
