// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.log.ingest;

import static io.kafunc.log.Given.NOON;
import static io.kafunc.log.Given.call;
import static io.kafunc.log.Given.id;
import static io.kafunc.log.Given.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kafunc.eventlog.kafka.TestBroker;
import io.kafunc.eventlog.kafka.TopicSetup;
import io.kafunc.log.Given;
import io.kafunc.log.TickingClock;
import io.kafunc.log.lucene.LuceneLogStore;
import io.kafunc.log.store.InvocationQuery;
import io.kafunc.log.store.OutputQuery;
import io.kafunc.log.store.SearchText;
import io.kafunc.log.store.Span;
import io.kafunc.schemas.Schemas;
import io.kafunc.schemas.Topics;
import io.kafunc.schemas.avro.EventSchema;
import io.kafunc.schemas.avro.WriterSchemas;
import io.kafunc.schemas.call.CallEvent.CallDelayed;
import io.kafunc.schemas.call.CallEvent.CallDone;
import io.kafunc.schemas.call.CallEvent.CallStarted;
import io.kafunc.schemas.invocation.InvocationEvent.InvocationCompleted;
import io.kafunc.schemas.invocation.InvocationRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a real broker into the store, through stops, kills and damage. */
class IngestIT {

  /** On a busy machine a send may take longer than the suite would wait; none may be overtaken. */
  private static final Map<String, Object> PATIENT =
      Map.of("delivery.timeout.ms", 60_000, "max.in.flight.requests.per.connection", 1);

  @TempDir Path folder;
  private final TickingClock clock = new TickingClock(NOON);
  private TestBroker broker;
  private KafkaProducer<byte[], byte[]> producer;
  private LuceneLogStore store;
  private Ingest ingest;
  private Progress progress;

  private final List<Exception> undelivered = new CopyOnWriteArrayList<>();

  @BeforeEach
  void startBroker() {
    broker = new TestBroker(folder.resolve("kafka"));
    new TopicSetup(broker.config()).ensure(Topics.all(2));
    producer = broker.config().producer(PATIENT);
  }

  @AfterEach
  void stopBroker() {
    assertThat(undelivered).as("records the test could not send").isEmpty();
    if (ingest != null) {
      stop();
    }
    producer.close();
    broker.close();
  }

  @Test
  void bringsRecordsOfBothKindsAndLinesOnce() {
    start();
    send(call(1, NOON));
    sendEvent(Schemas.CALL_EVENT, Topics.CALL_EVENTS, 0, new CallStarted(7, 0, 1, "node", NOON, 0));
    var first = withAttempt(call(2, NOON), 1);
    sendEvent(
        Schemas.CALL_EVENT,
        Topics.CALL_EVENTS,
        0,
        new CallDelayed(7, 0, 2, NOON, Optional.of(first), 0));
    sendEvent(
        Schemas.CALL_EVENT,
        Topics.CALL_EVENTS,
        0,
        new CallDone(7, 0, Optional.of(withAttempt(call(2, NOON.plusMillis(9)), 2))));
    sendEvent(Schemas.OUTPUT, Topics.OUTPUT, 0, line(1, NOON, 1, "hello"));

    await().untilAsserted(() -> assertThat(ids(false)).containsExactly(id(2), id(1)));
    assertThat(ids(true)).containsExactly(id(2), id(2), id(1));
    await().untilAsserted(() -> assertThat(lines()).isEqualTo(1));
    await().until(progress::isComplete);
  }

  @Test
  void ignoresEventsOfAnOwnerThatLostItsPartition() {
    start();
    var done = new CallDone(7, 0, Optional.of(call(1, NOON)));
    sendFence(1);
    sendEvent(
        Schemas.CALL_EVENT, Topics.CALL_EVENTS, 1, new CallDone(6, 0, Optional.of(call(2, NOON))));
    sendFence(1);
    sendEvent(Schemas.CALL_EVENT, Topics.CALL_EVENTS, 1, done);
    sendEvent(
        Schemas.CALL_EVENT, Topics.CALL_EVENTS, 1, new CallDone(8, 2, Optional.of(call(3, NOON))));

    await().untilAsserted(() -> assertThat(ids(false)).containsExactly(id(3), id(2)));
  }

  @Test
  void hasEachRowOnceAfterKillsWhereverTheyFall() {
    start();
    int sent = 0;
    for (int kill = 0; kill < 4; kill++) {
      for (int n = 0; n < 500; n++, sent++) {
        send(call(sent, NOON.plusMillis(sent)));
        sendEvent(Schemas.OUTPUT, Topics.OUTPUT, sent % 6, line(sent, NOON, sent, "line"));
      }
      int expected = sent;
      await().untilAsserted(() -> assertThat(ids(false)).hasSizeGreaterThan(expected - 500));
      if (kill % 2 == 0) {
        clock.advance(Duration.ofSeconds(31));
        send(call(sent, NOON.plusMillis(sent)));
        sent++;
      }
      kill();
      start();
    }
    int all = sent;

    await().untilAsserted(() -> assertThat(ids(false)).hasSize(all));
    await().until(progress::isComplete);
    assertThat(ids(false))
        .containsExactlyElementsOf(
            IntStream.range(0, all).map(n -> all - 1 - n).mapToObj(Given::id).toList());
    await().untilAsserted(() -> assertThat(lines()).isEqualTo(2000));
  }

  @Test
  void readsAgainWhatADeletedOrDamagedIndexHeld() throws IOException {
    start();
    IntStream.range(0, 100).forEach(n -> send(call(n, NOON.plusMillis(n))));
    await().untilAsserted(() -> assertThat(ids(false)).hasSize(100));
    stop();
    clock.advance(Duration.ofDays(1));
    start();
    IntStream.range(100, 200).forEach(n -> send(call(n, NOON.plusMillis(n))));
    await().untilAsserted(() -> assertThat(ids(false)).hasSize(200));
    stop();
    fillWithNoise(folder.resolve("logs/invocations/2026-11-20"));
    clock.advance(Duration.ofDays(1));

    start();

    await().untilAsserted(() -> assertThat(ids(false)).hasSize(200));
    await().until(progress::isComplete);
    assertThat(ids(false)).doesNotHaveDuplicates();
    kill();
    deleteAll(folder.resolve("logs"));
    start();
    await().untilAsserted(() -> assertThat(ids(false)).hasSize(200));
  }

  @Test
  void parksWhatNobodyCanReadAndGoesOn() {
    start();
    producer.send(new ProducerRecord<>(Topics.INVOCATIONS, 0, null, new byte[] {1, 2, 3}));
    producer.send(new ProducerRecord<>(Topics.OUTPUT, 0, null, null));
    send(call(1, NOON));

    await().untilAsserted(() -> assertThat(ids(false)).containsExactly(id(1)));
    try (var consumer = broker.config().consumer(Map.of("auto.offset.reset", "earliest"))) {
      var partition = new TopicPartition(Topics.PARKED, 0);
      consumer.assign(List.of(partition));
      await()
          .until(
              () -> {
                consumer.poll(Duration.ofMillis(100));
                return consumer.position(partition) == 2;
              });
      consumer.seek(partition, 0);
      var parked =
          Schemas.codec(Schemas.PARKED, WriterSchemas.NONE)
              .decode(consumer.poll(Duration.ofSeconds(5)).iterator().next().value());
      assertThat(parked.reason()).contains("not an Avro single object");
    }
  }

  @Test
  void goesOnWhenTheBrokerIsBack() {
    start();
    send(call(1, NOON));
    await().untilAsserted(() -> assertThat(ids(false)).hasSize(1));
    producer.close();
    broker.stop();
    broker.start();
    producer = broker.config().producer(PATIENT);
    send(call(2, NOON));

    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(ids(false)).containsExactly(id(2), id(1)));
  }

  @Test
  void goesOnWhenAFullDiskHasRoomAgain() throws Exception {
    // given
    var disk = Files.createDirectories(folder.resolve("logs")).toString();
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=96k", "tmpfs", disk) == 0,
        "nobody but root may mount a small disk");
    try {
      start();
      IntStream.range(0, 9_000).forEach(n -> send(call(n, NOON)));
      // when
      await()
          .during(Duration.ofSeconds(3))
          .atMost(Duration.ofSeconds(20))
          .until(() -> ids(false).size() < 9_000);
      assertThat(run("mount", "-o", "remount,size=64m", disk)).isZero();
      send(call(9_000, NOON));
      // then
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> assertThat(ids(false)).hasSize(9_001).doesNotHaveDuplicates());
      stop();
      ingest = null;
    } finally {
      run("umount", "-l", disk);
    }
  }

  private static int run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command).start().waitFor();
  }

  private void start() {
    progress = new Progress();
    store =
        new LuceneLogStore(folder.resolve("logs"), clock, Duration.ofDays(30), WriterSchemas.NONE);
    ingest = new Ingest(broker.config(), store, WriterSchemas.NONE, progress, clock).start();
  }

  private void stop() {
    ingest.close();
    store.close();
  }

  /** Nothing is committed that was not before; the thread meets closed files. */
  private void kill() {
    store.abandon();
    ingest.close();
    store.abandon();
  }

  private void send(InvocationRecord record) {
    int partition = Math.floorMod(record.requestId().hashCode(), 6);
    sendEvent(Schemas.INVOCATION, Topics.INVOCATIONS, partition, new InvocationCompleted(record));
  }

  private <E> void sendEvent(EventSchema<E> schema, String topic, int partition, E event) {
    byte[] value = Schemas.codec(schema, WriterSchemas.NONE).encode(event);
    producer.send(
        new ProducerRecord<>(topic, partition, null, value),
        (where, failure) -> {
          if (failure != null) {
            undelivered.add(failure);
          }
        });
  }

  private void sendFence(int partition) {
    var record =
        new ProducerRecord<byte[], byte[]>(Topics.CALL_EVENTS, partition, null, new byte[0]);
    record.headers().add("kafunc-fence", new byte[0]);
    producer.send(record);
  }

  private List<String> ids(boolean attempts) {
    var query =
        new InvocationQuery(
            Given.ACCOUNT,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            attempts,
            Span.ALL,
            Optional.empty(),
            10_000);
    return store.invocations().list(query).rows().stream()
        .map(InvocationRecord::requestId)
        .toList();
  }

  private int lines() {
    var query =
        new OutputQuery(
            Given.ACCOUNT,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            SearchText.ANYTHING,
            Span.ALL,
            Optional.empty(),
            10_000);
    return store.output().search(query).rows().size();
  }

  private static InvocationRecord withAttempt(InvocationRecord record, int attempt) {
    return new InvocationRecord(
        record.requestId(),
        record.accountId(),
        record.serviceName(),
        record.functionName(),
        record.qualifier(),
        record.externalServiceVersion(),
        record.isDarkLaunch(),
        record.invocationType(),
        record.triggerName(),
        record.triggerType(),
        record.acceptedTime(),
        record.startTime(),
        record.endTime(),
        record.queueMs(),
        record.coldStartMs(),
        record.durationMs(),
        record.meteredMs(),
        record.status(),
        record.errorType(),
        record.memoryUsedMB(),
        record.instanceId(),
        attempt,
        record.resourceMode());
  }

  private static void fillWithNoise(Path index) throws IOException {
    try (Stream<Path> files = Files.list(index)) {
      for (Path file : files.toList()) {
        Files.write(file, new byte[(int) Files.size(file)]);
      }
    }
  }

  private static void deleteAll(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
