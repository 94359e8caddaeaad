// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.drain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kafunc.eventlog.kafka.FenceRecord;
import io.kafunc.eventlog.kafka.TestBroker;
import io.kafunc.invoker.async.accept.CallSender;
import io.kafunc.schemas.Schemas;
import io.kafunc.schemas.Topics;
import io.kafunc.schemas.avro.WriterSchemas;
import io.kafunc.schemas.call.CallEvent;
import io.kafunc.schemas.call.CallEvent.CallDelayed;
import io.kafunc.schemas.call.CallEvent.CallDone;
import io.kafunc.schemas.invocation.InvocationRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Invokers that are killed, or sleep while another takes over: no call is lost or settled twice.
 */
class KilledInvokerIT {

  private static final int PARTITIONS = 2;
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir Path folder;
  private TestBroker broker;
  private CallSender sender;
  private final List<Process> processes = new ArrayList<>();

  @BeforeEach
  void start() {
    broker = new TestBroker(folder.resolve("kafka"));
    TestQueues.makeTopics(broker.config(), PARTITIONS);
    var topic = TestQueues.callsTopic(broker.config());
    sender =
        new CallSender(
            () -> broker.config().producer(Map.of()), topic, Duration.ofSeconds(8), 64 << 20);
  }

  @AfterEach
  void stop() {
    processes.forEach(Process::destroyForcibly);
    sender.close();
    broker.close();
  }

  @Test
  void aThousandOpenCallsEndOnceEachThoughInvokersAreKilled() throws Exception {
    // given
    var runs = folder.resolve("runs");
    var ids = accept(1_000);
    // when
    for (int kill = 1; kill <= 3; kill++) {
      var invoker = invoker(runs, 40, 4);
      int enough = 200 * kill;
      await().atMost(LONG).until(() -> settled().size() >= enough);
      kill(invoker);
    }
    invoker(runs, 5, 4);
    // then
    await().atMost(LONG).until(() -> new HashSet<>(settled()).size() == ids.size());
    assertThat(settled()).containsExactlyInAnyOrderElementsOf(ids);
    var counts =
        DoomedInvoker.runs(runs).stream()
            .collect(Collectors.groupingBy(id -> id, Collectors.counting()));
    assertThat(counts.keySet()).containsExactlyInAnyOrderElementsOf(ids);
    long again = counts.values().stream().filter(count -> count > 1).count();
    System.out.printf("killed 3 times: %d of %d calls ran again%n", again, ids.size());
    assertThat(again).isLessThanOrEqualTo(3 * 10 * (4 + 2));
  }

  @Test
  void aCallThatWasSettledBeforeTheKillNeverRunsAgain() throws Exception {
    // given
    var ids = accept(200);
    var first = folder.resolve("first");
    var invoker = invoker(first, 40, 2);
    await().atMost(LONG).until(() -> settled().size() >= 60);
    var settled = Set.copyOf(settled());
    // when
    kill(invoker);
    var second = folder.resolve("second");
    invoker(second, 5, 4);
    // then
    await().atMost(LONG).until(() -> new HashSet<>(settled()).size() == ids.size());
    assertThat(DoomedInvoker.runs(second)).doesNotContainAnyElementsOf(settled);
  }

  @Test
  void aKillCostsNoRetryAndGivesNone() throws Exception {
    // given
    var ids =
        IntStream.range(0, 60)
            .mapToObj(i -> sender.send(TestQueues.call("bad" + i % 10)).toCompletableFuture())
            .toList()
            .stream()
            .map(each -> each.join().toString())
            .toList();
    var runs = folder.resolve("runs");
    // when
    var doomed = invoker(runs, 40, 2);
    await().atMost(LONG).until(() -> DoomedInvoker.runs(runs).size() >= 90);
    kill(doomed);
    invoker(runs, 5, 4);
    // then
    await().atMost(LONG).until(() -> new HashSet<>(settled()).size() == ids.size());
    assertThat(settled()).containsExactlyInAnyOrderElementsOf(ids);
    assertThat(records(CallDone.class)).allMatch(each -> each.attempt() == 4);
    for (int attempt = 1; attempt <= 3; attempt++) {
      int number = attempt;
      assertThat(records(CallDelayed.class).stream().filter(each -> each.attempt() == number))
          .as("records of attempt " + attempt)
          .hasSize(ids.size());
    }
    assertThat(DoomedInvoker.runs(runs).size() - 4 * ids.size()).isBetween(0, 10 * (2 + 2));
  }

  @Test
  void aSleepingOwnerSettlesNothingWhenItWakes() throws Exception {
    // given
    var ids = accept(300);
    var sleeper = invoker(folder.resolve("sleeper"), 300, 2);
    await().atMost(LONG).until(() -> settled().size() >= 20);
    signal(sleeper, "STOP");
    // when
    var ran = folder.resolve("owner");
    invoker(ran, 5, 4);
    await().atMost(LONG).until(() -> new HashSet<>(settled()).size() == ids.size());
    int events = eventsBehindTheFence().size();
    signal(sleeper, "CONT");
    // then
    await()
        .during(Duration.ofSeconds(3))
        .atMost(Duration.ofSeconds(10))
        .until(() -> eventsBehindTheFence().size() == events);
    assertThat(settled()).containsExactlyInAnyOrderElementsOf(ids);
    assertThat(eventsBehindTheFence()).allMatch(Placed::isOfTheFence);
  }

  private List<String> accept(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> sender.send(TestQueues.call("f" + i % 10)).toCompletableFuture())
        .toList()
        .stream()
        .map(each -> each.join().toString())
        .toList();
  }

  private Process invoker(Path runs, long millis, int slots) throws IOException {
    var process = DoomedInvoker.start(broker.bootstrapServers(), runs, millis, slots);
    processes.add(process);
    return process;
  }

  private static void kill(Process process) throws InterruptedException {
    process.destroyForcibly();
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
  }

  private static void signal(Process process, String signal)
      throws IOException, InterruptedException {
    var kill = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start();
    assertThat(kill.waitFor()).isZero();
  }

  private List<String> settled() {
    return records(CallDone.class).stream().map(InvocationRecord::requestId).toList();
  }

  private List<InvocationRecord> records(Class<? extends CallEvent> kind) {
    return TestQueues.records(TestQueues.events(broker.config(), PARTITIONS), kind);
  }

  /** An event and the fence it lies behind. */
  private record Placed(CallEvent event, long fence) {

    boolean isOfTheFence() {
      return event.epoch() == fence;
    }
  }

  private List<Placed> eventsBehindTheFence() {
    var codec = Schemas.codec(Schemas.CALL_EVENT, WriterSchemas.NONE);
    var placed = new ArrayList<Placed>();
    var settings = Map.<String, Object>of("auto.offset.reset", "earliest");
    try (var scan = new TopicScan(() -> broker.config().consumer(settings))) {
      for (int partition = 0; partition < PARTITIONS; partition++) {
        long[] fence = {-1};
        scan.toEnd(
            Topics.CALL_EVENTS,
            partition,
            record -> {
              if (FenceRecord.is(record)) {
                fence[0] = record.offset();
              } else {
                placed.add(new Placed(codec.decode(record.value()), fence[0]));
              }
            });
      }
    }
    return placed;
  }
}
