// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.trigger.firing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.kafunc.eventlog.LocalReaders;
import io.kafunc.eventlog.Node;
import io.kafunc.eventlog.Recorded;
import io.kafunc.eventlog.kafka.FenceRecord;
import io.kafunc.eventlog.kafka.GroupOwnership;
import io.kafunc.eventlog.kafka.KafkaEventLog;
import io.kafunc.eventlog.kafka.TestBroker;
import io.kafunc.eventlog.kafka.TopicSetup;
import io.kafunc.schemas.Schemas;
import io.kafunc.schemas.Topics;
import io.kafunc.schemas.avro.WriterSchemas;
import io.kafunc.schemas.call.InvocationRequested;
import io.kafunc.schemas.firing.FiringEvent;
import io.kafunc.schemas.metadata.Stamp;
import io.kafunc.schemas.metadata.TriggerConfig;
import io.kafunc.schemas.metadata.TriggerEvent.TriggerCreated;
import io.kafunc.trigger.catalog.TriggerCatalog;
import io.kafunc.trigger.kind.timer.TimerKindForTests;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two trigger-services on one Kafka: one fires, and the other goes on where it stopped. */
class TwoTriggerServicesIT {

  private final List<InvocationRequested> accepted = new CopyOnWriteArrayList<>();

  @Test
  void fireEachTickOnceAndHandOver(@TempDir Path folder) throws Exception {
    // given
    try (var broker = new TestBroker(folder)) {
      new TopicSetup(broker.config()).ensure(Topics.all(2));
      var first = service(broker, "first");
      var second = service(broker, "second");
      first.start();
      await().atMost(Duration.ofSeconds(30)).until(first::fires);
      second.start();
      await().atMost(Duration.ofSeconds(30)).until(() -> accepted.size() >= 3);
      assertThat(second.fires()).isFalse();
      // when
      first.close();
      int before = accepted.size();
      // then
      await().atMost(Duration.ofSeconds(30)).until(() -> accepted.size() >= before + 3);
      assertThat(second.fires()).isTrue();
      assertThat(ticks()).doesNotHaveDuplicates().isSorted();
      second.close();
    }
  }

  private List<Long> ticks() {
    return accepted.stream().map(call -> call.deduplication().orElseThrow().number()).toList();
  }

  private FiringOwner service(TestBroker broker, String name) {
    var node = new Node(name, "http://" + name);
    var log =
        new KafkaEventLog<FiringEvent>(
            broker.config(),
            new TopicPartition(Topics.FIRINGS, 0),
            Schemas.codec(Schemas.FIRING, WriterSchemas.NONE),
            event -> new byte[0],
            new FenceRecord(WriterSchemas.NONE),
            new LocalReaders(),
            Clock.systemUTC());
    var state = new FiringState();
    return new FiringOwner(
        new GroupOwnership(broker.config(), Topics.FIRINGS, "firings", node, Clock.systemUTC()),
        log,
        log.tail(List.of(state)),
        state,
        catalog(),
        new Sources(List.of(TimerKindForTests.of(Clock.systemUTC(), new ObjectMapper()))),
        this::accept,
        node,
        Clock.systemUTC());
  }

  private CompletableFuture<String> accept(InvocationRequested call) {
    accepted.add(call);
    return CompletableFuture.completedFuture("id-" + accepted.size());
  }

  private static final Instant CHANGED = Instant.now();

  private static TriggerCatalog catalog() {
    var config =
        new TriggerConfig(
            "timer",
            "",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            "{\"cronExpression\":\"@every 1s\",\"enable\":true}");
    var created =
        new TriggerCreated(new Stamp("1", 1, CHANGED, "ak", "r"), "s", "f", "t", "id-t", config);
    var catalog = new TriggerCatalog();
    catalog.apply(List.of(new Recorded<>(0, created)));
    return catalog;
  }
}
