// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async;

import io.kafunc.eventlog.Node;
import io.kafunc.eventlog.kafka.GroupOwnership;
import io.kafunc.eventlog.kafka.KafkaConfig;
import io.kafunc.eventlog.kafka.SchemaTopic;
import io.kafunc.eventlog.kafka.Topology;
import io.kafunc.httpapi.KafuncSettings;
import io.kafunc.httpapi.RequestIds;
import io.kafunc.invoker.async.accept.CallAcceptor;
import io.kafunc.invoker.async.accept.CallSender;
import io.kafunc.invoker.async.destination.DestinationClient;
import io.kafunc.invoker.async.destination.Destinations;
import io.kafunc.invoker.async.drain.ActiveInvoker;
import io.kafunc.invoker.async.drain.DeadLetters;
import io.kafunc.invoker.async.drain.OpenCalls;
import io.kafunc.invoker.async.drain.QueueDrain;
import io.kafunc.invoker.async.drain.StatefulCalls;
import io.kafunc.invoker.catalog.FunctionCatalog;
import io.kafunc.invoker.invocation.Invoke;
import io.kafunc.invoker.pool.RunsCalls;
import io.kafunc.schemas.Topics;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import io.micronaut.runtime.graceful.GracefulShutdownCapable;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.producer.ProducerConfig;

/** Puts the asynchronous queues together. */
@Factory
@Requires(property = "kafunc.async.enabled", notEquals = "false")
final class AsyncBeans {

  private static final String GROUP = "kafunc-invoker";

  /** Asks for the schema topic, so that topics and schemas are there before the first call. */
  @Singleton
  CallsTopic topic(Topology topology, SchemaTopic schemas) {
    return CallsTopic.of(topology.topic(Topics.CALLS));
  }

  @Singleton
  @Bean(preDestroy = "close")
  CallSender sender(KafkaConfig kafka, CallsTopic topic, AsyncSettings settings) {
    int patience = (int) settings.deliveryTimeout().toMillis();
    return new CallSender(
        () ->
            kafka.producer(
                Map.of(
                    ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                    patience,
                    ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                    patience / 2,
                    ProducerConfig.MAX_BLOCK_MS_CONFIG,
                    patience / 4,
                    ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                    1)),
        topic,
        settings.deliveryTimeout(),
        settings.acceptBytes());
  }

  @Singleton
  CallAcceptor calls(
      FunctionCatalog catalog,
      CallSender sender,
      CallRules rules,
      Provider<StatefulCalls> owners,
      RequestIds ids) {
    return new CallAcceptor(catalog, sender, rules, owners::get, ids::next);
  }

  @Singleton
  CallRules rules(FunctionCatalog catalog, AsyncSettings settings) {
    return new CatalogRules(catalog, settings);
  }

  @Singleton
  @Bean(preDestroy = "close")
  DestinationClient destinations(
      CallAcceptor acceptor, KafkaConfig kafka, KafuncSettings suite, Clock clock) {
    return new DestinationClient(
        acceptor,
        () -> kafka.producer(Map.of()),
        suite.region(),
        clock,
        Executors.newVirtualThreadPerTaskExecutor());
  }

  /** One invoker drains all queues for now: the group elects a sole owner of all partitions. */
  @Context
  @Bean(preDestroy = "close")
  QueueDrain drain(
      KafkaConfig kafka,
      CallsTopic topic,
      Node node,
      SchemaTopic schemas,
      Invoke invoke,
      CallRules rules,
      Destinations destinations,
      AsyncSettings settings,
      Clock clock) {
    var election = new GroupOwnership(kafka, Topics.CALLS, GROUP, node, clock);
    var drain =
        new QueueDrain(
            kafka, topic, node, election, schemas, invoke, rules, destinations, settings, clock);
    drain.start();
    return drain;
  }

  /** Running calls end while the server answers its last requests, not afterwards. */
  @Singleton
  GracefulShutdownCapable stopped(QueueDrain drain) {
    return () -> CompletableFuture.runAsync(drain::stop, task -> Thread.ofVirtual().start(task));
  }

  @Singleton
  RunsCalls runsCalls(QueueDrain drain) {
    return drain.active()::here;
  }

  @Singleton
  ActiveInvoker active(QueueDrain drain) {
    return drain.active();
  }

  @Singleton
  DeadLetters deadLetters(QueueDrain drain) {
    return drain.deadLetters();
  }

  @Singleton
  StatefulCalls statefulCalls(QueueDrain drain) {
    return drain.statefulCalls();
  }

  @Singleton
  OpenCalls openCalls(QueueDrain drain) {
    return drain.openCalls();
  }
}
