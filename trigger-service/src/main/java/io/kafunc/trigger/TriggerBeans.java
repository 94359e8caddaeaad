// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.trigger;

import io.kafunc.eventlog.LocalReaders;
import io.kafunc.eventlog.Node;
import io.kafunc.eventlog.Tail;
import io.kafunc.eventlog.kafka.FenceRecord;
import io.kafunc.eventlog.kafka.GroupOwnership;
import io.kafunc.eventlog.kafka.KafkaConfig;
import io.kafunc.eventlog.kafka.KafkaEventLog;
import io.kafunc.eventlog.kafka.SchemaTopic;
import io.kafunc.eventlog.kafka.Topology;
import io.kafunc.httpapi.RequestIds;
import io.kafunc.schemas.Schemas;
import io.kafunc.schemas.Topics;
import io.kafunc.schemas.call.CallTopic;
import io.kafunc.schemas.firing.FiringEvent;
import io.kafunc.schemas.firing.FiringEvent.TimerDue;
import io.kafunc.schemas.firing.FiringEvent.TimerFired;
import io.kafunc.schemas.metadata.MetadataEvent;
import io.kafunc.trigger.catalog.StatefulFunctions;
import io.kafunc.trigger.catalog.TriggerCatalog;
import io.kafunc.trigger.firing.CallSender;
import io.kafunc.trigger.firing.FiringOwner;
import io.kafunc.trigger.firing.FiringState;
import io.kafunc.trigger.firing.Sources;
import io.kafunc.trigger.firing.StatefulDoor;
import io.kafunc.trigger.kind.TriggerKind;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Puts the trigger-service together. */
@Factory
final class TriggerBeans {

  private static final String GROUP = "kafunc-firings";
  private static final Duration CATALOG_COMPLETE = Duration.ofSeconds(60);

  @Singleton
  TriggerCatalog catalog() {
    return new TriggerCatalog();
  }

  @Singleton
  StatefulFunctions statefulFunctions() {
    return new StatefulFunctions();
  }

  @Singleton
  Sources sources(List<TriggerKind> kinds) {
    return new Sources(kinds);
  }

  @Singleton
  @Named("triggers")
  @Bean(preDestroy = "close")
  Tail metadata(
      KafkaConfig kafka,
      SchemaTopic schemas,
      FenceRecord fences,
      LocalReaders localReaders,
      TriggerCatalog catalog,
      StatefulFunctions stateful,
      Clock clock) {
    var log =
        new KafkaEventLog<MetadataEvent>(
            kafka,
            Topics.METADATA,
            Schemas.metadata(schemas),
            event -> event.stamp().accountId().getBytes(StandardCharsets.UTF_8),
            fences,
            localReaders,
            clock);
    return log.tail(List.of(stateful, catalog));
  }

  @Singleton
  @Bean(preDestroy = "close")
  CallSender calls(KafkaConfig kafka, SchemaTopic schemas, Topology topology) {
    var topic = topology.topic(Topics.CALLS);
    return new CallSender(
        kafka.producer(Map.of("client.id", "trigger-calls")),
        Schemas.codec(Schemas.CALL, schemas),
        topic.partitions(),
        CallTopic.generation(topic.id().getLeastSignificantBits()));
  }

  /** Stands for election once it knows all triggers. */
  @Context
  @Bean(preDestroy = "close")
  FiringOwner firing(
      KafkaConfig kafka,
      SchemaTopic schemas,
      FenceRecord fences,
      LocalReaders localReaders,
      Node node,
      TriggerCatalog catalog,
      @Named("triggers") Tail metadata,
      Sources sources,
      CallSender calls,
      StatefulFunctions stateful,
      RequestIds ids,
      Clock clock) {
    var log =
        new KafkaEventLog<>(
            kafka,
            Topics.FIRINGS,
            Schemas.codec(Schemas.FIRING, schemas),
            event -> key(event).getBytes(StandardCharsets.UTF_8),
            fences,
            localReaders,
            clock);
    var state = new FiringState();
    var ownership = new GroupOwnership(kafka, Topics.FIRINGS, GROUP, node, clock);
    var door = new StatefulDoor(calls, stateful, ids::next);
    var owner =
        new FiringOwner(
            ownership, log, log.tail(List.of(state)), state, catalog, sources, door, node, clock);
    startWhenComplete(owner, metadata);
    return owner;
  }

  /** However long Kafka is away at the start. */
  private static void startWhenComplete(FiringOwner owner, Tail metadata) {
    metadata
        .readToEnd(CATALOG_COMPLETE)
        .whenComplete(
            (end, failure) -> {
              if (failure == null) {
                owner.start();
              } else if (metadata.failure().isEmpty()) {
                startWhenComplete(owner, metadata);
              }
            });
  }

  private static String key(FiringEvent event) {
    return switch (event) {
      case TimerDue due -> due.triggerId();
      case TimerFired fired -> fired.triggerId();
    };
  }
}
