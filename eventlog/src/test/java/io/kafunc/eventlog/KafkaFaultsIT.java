// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.eventlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kafunc.eventlog.Outcome.Appended;
import io.kafunc.eventlog.Seats.Command;
import io.kafunc.eventlog.Seats.Command.Take;
import io.kafunc.eventlog.Seats.Event;
import io.kafunc.eventlog.kafka.FenceRecord;
import io.kafunc.eventlog.kafka.GroupOwnership;
import io.kafunc.eventlog.kafka.KafkaEventLog;
import io.kafunc.eventlog.kafka.TestBroker;
import io.kafunc.eventlog.kafka.TopicSetup;
import io.kafunc.schemas.TopicSpec;
import io.kafunc.schemas.avro.WriterSchemas;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Elections, and a broker that comes and goes. */
final class KafkaFaultsIT {

  private static final Node FIRST = new Node("first", "http://127.0.0.1:1");
  private static final Node SECOND = new Node("second", "http://127.0.0.1:2");
  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir Path folder;
  private TestBroker broker;

  @BeforeEach
  void startBroker() {
    broker = new TestBroker(folder);
    new TopicSetup(broker.config()).ensure(List.of(new TopicSpec("seats", 1, false, Map.of())));
  }

  @AfterEach
  void stopBroker() {
    broker.close();
  }

  @Test
  void electsOneAndHandsOverAtOnceWhenItLeaves() throws Exception {
    var first = process(FIRST);
    await().atMost(SOON).until(first.writer()::serving);
    try (var second = process(SECOND)) {
      assertThat(take(first, "1a", "ann")).isInstanceOf(Appended.class);
      await().atMost(SOON).until(() -> second.writer().owner().isPresent());
      await().during(Duration.ofSeconds(3)).atMost(SOON).until(first.writer()::serving);
      assertThat(second.writer().serving()).isFalse();
      assertThat(second.writer().owner()).map(Owner::node).hasValue(FIRST);
      assertThat(take(second, "1b", "bob")).isInstanceOf(Outcome.Unavailable.class);

      first.close();

      await().atMost(Duration.ofSeconds(5)).until(second.writer()::serving);
      assertThat(take(second, "1a", "bob")).isEqualTo(new Outcome.Refused<>("1a is ann's"));
      assertThat(take(second, "1b", "bob")).isInstanceOf(Appended.class);
    }
  }

  @Test
  void standsAgainWhenItWasFencedWithoutBeingDismissed() throws Exception {
    try (var first = process(FIRST)) {
      await().atMost(SOON).until(first.writer()::serving);
      try (var intruder = log(new LocalReaders()).own(SECOND)) {
        assertThat(take(first, "1a", "ann")).isInstanceOf(Outcome.Unavailable.class);
        await().atMost(SOON).until(first.writer()::serving);
        assertThat(take(first, "1a", "ann")).isInstanceOf(Appended.class);
        assertThat(intruder.append(List.of(new Event.Left("1a"))))
            .failsWithin(SOON)
            .withThrowableThat()
            .withCauseInstanceOf(OwnershipLostException.class);
      }
      assertThat(first.writer().state()).containsEntry("1a", "ann");
    }
  }

  @Test
  void goesOnAfterTheBrokerWasAwayForLongerThanAnAppendWaits() throws Exception {
    try (var process = process(FIRST)) {
      await().atMost(SOON).until(process.writer()::serving);
      assertThat(take(process, "1a", "ann")).isInstanceOf(Appended.class);
      broker.stop();
      var during = process.writer().handle(new Take("1b", "ann"));
      var answered = during.get(20, TimeUnit.SECONDS);
      assertThat(answered).isInstanceOf(Outcome.Unavailable.class);
      assertThat(process.writer().serving()).isFalse();
      broker.start();
      await().atMost(SOON).until(process.writer()::serving);
      assertThat(take(process, "1c", "ann")).isInstanceOf(Appended.class);
      assertThat(process.writer().state()).containsKeys("1a", "1c");
      assertThat(process.writer().tail().failure()).isEmpty();
    }
  }

  private record Process(CommandHandler<Map<String, String>, Command, Event, String> writer)
      implements AutoCloseable {

    @Override
    public void close() {
      writer.close();
    }
  }

  private Process process(Node node) {
    var localReaders = new LocalReaders();
    var clock = Clock.systemUTC();
    var ownership = new GroupOwnership(broker.config(), "seats", "seats-writers", node, clock);
    var writer =
        new CommandHandler<>(new Seats(), log(localReaders), ownership, localReaders, node);
    writer.start(List.of());
    return new Process(writer);
  }

  private EventLog<Event> log(LocalReaders localReaders) {
    return new KafkaEventLog<>(
        broker.config(),
        new TopicPartition("seats", 0),
        new Seats.Codec(),
        event -> new byte[0],
        new FenceRecord(WriterSchemas.NONE),
        localReaders,
        Clock.systemUTC());
  }

  private static Outcome<Event, String> take(Process process, String seat, String person)
      throws Exception {
    CompletableFuture<Outcome<Event, String>> outcome =
        process.writer().handle(new Take(seat, person));
    return outcome.get(SOON.toMillis(), TimeUnit.MILLISECONDS);
  }
}
