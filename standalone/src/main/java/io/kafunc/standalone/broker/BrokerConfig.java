// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.standalone.broker;

import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Properties;

/**
 * Kafka's settings for one broker that is its own controller: small, quick to start and quick to
 * come back after a kill.
 */
final class BrokerConfig {

  static final int NODE = 1;
  static final String BROKER = "BROKER";
  static final String CONTROLLER = "CONTROLLER";

  private BrokerConfig() {}

  static Properties of(Path folder, ServerSocket listening, String advertised, int controllerPort) {
    Properties config = new Properties();
    String broker =
        BROKER
            + "://"
            + listening.getInetAddress().getHostAddress()
            + ":"
            + listening.getLocalPort();
    config.put("process.roles", "broker,controller");
    config.put("node.id", Integer.toString(NODE));
    config.put("controller.quorum.voters", NODE + "@127.0.0.1:" + controllerPort);
    config.put("listeners", broker + "," + CONTROLLER + "://127.0.0.1:" + controllerPort);
    config.put("advertised.listeners", BROKER + "://" + advertised);
    config.put("controller.listener.names", CONTROLLER);
    config.put("inter.broker.listener.name", BROKER);
    config.put(
        "listener.security.protocol.map", BROKER + ":PLAINTEXT," + CONTROLLER + ":PLAINTEXT");
    config.put("log.dirs", folder.toString());
    config.put("auto.create.topics.enable", "false");
    singleReplica(config);
    quickStart(config);
    small(config);
    return config;
  }

  private static void singleReplica(Properties config) {
    config.put("offsets.topic.num.partitions", "1");
    config.put("offsets.topic.replication.factor", "1");
    config.put("transaction.state.log.num.partitions", "1");
    config.put("transaction.state.log.replication.factor", "1");
    config.put("transaction.state.log.min.isr", "1");
    config.put("share.coordinator.state.topic.num.partitions", "1");
    config.put("share.coordinator.state.topic.replication.factor", "1");
    config.put("share.coordinator.state.topic.min.isr", "1");
  }

  /** After a kill the controller must forget the broker's last session before it takes it back. */
  private static void quickStart(Properties config) {
    config.put("broker.session.timeout.ms", "1000");
    config.put("broker.heartbeat.interval.ms", "200");
    config.put("group.initial.rebalance.delay.ms", "0");
    config.put("add.partitions.to.txn.retry.backoff.ms", "1");
    config.put("controller.quorum.append.linger.ms", "0");
    config.put("num.recovery.threads.per.data.dir", "4");
    config.put("metric.reporters", "");
    config.put("metrics.jmx.exclude", ".*");
  }

  private static void small(Properties config) {
    config.put("log.segment.bytes", Integer.toString(64 * 1024 * 1024));
    config.put("log.index.size.max.bytes", Integer.toString(1024 * 1024));
    config.put("log.cleaner.threads", "1");
    config.put("log.cleaner.dedupe.buffer.size", Integer.toString(8 * 1024 * 1024));
    config.put("num.network.threads", "2");
    config.put("num.io.threads", "4");
    config.put("background.threads", "2");
    config.put("group.coordinator.threads", "1");
    config.put("share.coordinator.threads", "1");
  }
}
