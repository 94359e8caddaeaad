// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.standalone;

import io.kafunc.schemas.Topics;
import io.kafunc.standalone.broker.EmbeddedBroker;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.env.PropertySource;
import io.micronaut.http.server.exceptions.ServerStartupException;
import io.micronaut.runtime.graceful.GracefulShutdownManager;
import io.micronaut.runtime.server.EmbeddedServer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What runs in this process: a data folder, a broker unless one is given, and one Micronaut context
 * with the services of the chosen roles on one port. Broker and context start side by side; what
 * needs Kafka finds the broker's socket already open. Ends in the reverse order: no new requests,
 * calls drained, services, broker.
 */
final class Suite implements AutoCloseable {

  static final String ALL_ROLES = "metadata,invoker,trigger,log";

  private static final Logger LOG = LoggerFactory.getLogger(Suite.class);
  private static final Duration BROKER_PATIENCE = Duration.ofMinutes(2);
  private static final int DRAIN_SECONDS = 5;
  private static final int ABOVE_ENVIRONMENT = 0;
  private static final int BELOW_ENVIRONMENT = -250;
  private static final int BELOW_FILE = -300;

  /**
   * Half the processors, and two at least, speak HTTP and to instances; functions run on the other
   * half.
   */
  private static final Map<String, Object> DEFAULTS =
      Map.of(
          "micronaut.netty.event-loops.default.thread-core-ratio",
          Math.max(0.5, 2.0 / Runtime.getRuntime().availableProcessors()));

  private final DataFolder data;
  private final EmbeddedBroker broker;
  private final ApplicationContext context;
  private final EmbeddedServer server;
  private boolean closed;

  private Suite(
      DataFolder data, EmbeddedBroker broker, ApplicationContext context, EmbeddedServer server) {
    this.data = data;
    this.broker = broker;
    this.context = context;
    this.server = server;
  }

  static Suite start(Settings settings, Set<String> roles) {
    Ports.require(settings);
    DataFolder data = DataFolder.open(settings.data());
    EmbeddedBroker broker = null;
    ApplicationContext context = null;
    try {
      if (settings.find("kafunc.kafka.bootstrap-servers").isEmpty()) {
        broker = EmbeddedBroker.start(data.kafka()).mended();
      }
      context = context(settings, roles, data, broker);
      if (broker != null) {
        broker.awaitReady(BROKER_PATIENCE);
      }
      EmbeddedServer server = context.getBean(EmbeddedServer.class);
      server.start();
      return new Suite(data, broker, context, server);
    } catch (RuntimeException e) {
      new Suite(data, broker, context, null).close();
      if (e instanceof ServerStartupException) {
        throw new StartRefusedException("The HTTP server does not start: " + e.getMessage());
      }
      throw e;
    }
  }

  private static ApplicationContext context(
      Settings settings, Set<String> roles, DataFolder data, EmbeddedBroker broker) {
    Map<String, Object> fixed = new HashMap<>(settings.flags());
    fixed.put("kafunc.roles", String.join(",", roles));
    fixed.put("kafunc.data", data.path().toString());
    fixed.put("kafunc.host", settings.host());
    fixed.put("micronaut.server.host", settings.host());
    fixed.put("micronaut.server.port", settings.port() == 0 ? -1 : settings.port());
    if (!roles.contains("metadata")) {
      fixed.put("datasources.metadata.enabled", false);
      fixed.put("flyway.datasources.metadata.enabled", false);
    }
    if (broker != null) {
      fixed.put("kafunc.kafka.bootstrap-servers", broker.bootstrapServers());
      fixed.put("kafunc.kafka.call-partitions", Topics.EMBEDDED_CALL_PARTITIONS);
    }
    var builder =
        ApplicationContext.builder()
            .mainClass(Kafunc.class)
            .deduceEnvironment(false)
            .deduceCloudEnvironment(false)
            .banner(false)
            .propertySources(
                PropertySource.of("kafunc-defaults", DEFAULTS, BELOW_FILE),
                PropertySource.of("kafunc-file", settings.file(), BELOW_ENVIRONMENT),
                PropertySource.of("kafunc-start", fixed, ABOVE_ENVIRONMENT));
    if (broker != null) {
      builder.singletons(broker);
    }
    return builder.start();
  }

  ApplicationContext context() {
    return context;
  }

  DataFolder data() {
    return data;
  }

  Optional<EmbeddedBroker> broker() {
    return Optional.ofNullable(broker);
  }

  int port() {
    return server.getPort();
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (context != null) {
      step("drain", this::drain);
      step("http", () -> Optional.ofNullable(server).ifPresent(EmbeddedServer::stop));
      step("services", context::close);
    }
    if (broker != null) {
      step("broker", broker);
    }
    step("data", data);
    LOG.info("stopped data={}", data.path());
  }

  /** New connections are refused, requests in hand get their answers. */
  private void drain() throws Exception {
    context
        .getBean(GracefulShutdownManager.class)
        .shutdownGracefully()
        .toCompletableFuture()
        .get(DRAIN_SECONDS, TimeUnit.SECONDS);
  }

  private static void step(String what, AutoCloseable step) {
    try {
      step.close();
    } catch (Exception e) {
      LOG.warn("stop step={} failed", what, e);
    }
  }
}
