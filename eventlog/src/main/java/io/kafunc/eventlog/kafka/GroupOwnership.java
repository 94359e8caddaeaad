// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.eventlog.kafka;

import io.kafunc.eventlog.Node;
import io.kafunc.eventlog.Ownership;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Election by a classic consumer group that is used for nothing else: its partitions are paused and
 * its one thread only polls, so that nothing an owner does delays a heartbeat. Membership is static
 * (the node's id): who comes back within a session has its partitions at once.
 */
public final class GroupOwnership implements Ownership {

  private static final Logger LOG = LoggerFactory.getLogger(GroupOwnership.class);
  private static final Duration SESSION = Duration.ofSeconds(6);
  private static final Duration HEARTBEAT = Duration.ofSeconds(1);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration CLOSED_WITHIN = Duration.ofSeconds(2);

  private final String topic;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Heartbeats heartbeats = new Heartbeats();
  private final Thread thread;

  private volatile Listener listener;
  private volatile boolean standAgain;
  private volatile boolean closed;

  /** Stands for the partitions of a topic, all of which go to one member of the group. */
  public GroupOwnership(KafkaConfig config, String topic, String group, Node node, Clock clock) {
    this.topic = topic;
    this.consumer = config.consumer(settings(group, node, clock));
    this.thread = Thread.ofPlatform().daemon().name("election-" + topic).unstarted(this::run);
  }

  private static Map<String, Object> settings(String group, Node node, Clock clock) {
    var settings = new HashMap<String, Object>();
    settings.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    settings.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, node.id());
    settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, (int) SESSION.toMillis());
    settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, (int) HEARTBEAT.toMillis());
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
    settings.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, SoleOwnerAssignor.class.getName());
    settings.put(SoleOwnerAssignor.SINCE, clock.millis());
    return settings;
  }

  @Override
  public void start(Listener listener) {
    this.listener = listener;
    thread.start();
  }

  @Override
  public void standAgain() {
    standAgain = true;
    consumer.wakeup();
  }

  @Override
  public Duration lastHeartbeatAge() {
    return heartbeats.age(System.nanoTime());
  }

  @Override
  public Duration session() {
    return SESSION;
  }

  private void run() {
    try {
      join();
      while (!closed) {
        poll();
      }
    } catch (RuntimeException fault) {
      LOG.error("election ended topic={}", topic, fault);
    } finally {
      consumer.close(
          CloseOptions.timeout(CLOSED_WITHIN)
              .withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP));
    }
  }

  private void join() {
    heartbeats.joining(System.nanoTime());
    consumer.subscribe(List.of(topic), new Rebalances());
  }

  private void poll() {
    if (standAgain) {
      standAgain = false;
      consumer.unsubscribe();
      join();
    }
    double answers = answers();
    long asked = System.nanoTime();
    try {
      consumer.poll(POLL);
      heartbeats.answered(answers, asked);
    } catch (WakeupException woken) {
      // Closed, or to stand again.
    } catch (RetriableException away) {
      LOG.info("election waits for the broker topic={} reason={}", topic, away.getMessage());
    }
  }

  private double answers() {
    return consumer.metrics().entrySet().stream()
        .filter(metric -> metric.getKey().name().equals("heartbeat-total"))
        .mapToDouble(metric -> (double) metric.getValue().metricValue())
        .sum();
  }

  @Override
  public void close() {
    closed = true;
    consumer.wakeup();
    try {
      if (thread.isAlive() && !thread.join(CLOSED_WITHIN.multipliedBy(2))) {
        LOG.warn("election did not end topic={}", topic);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Rebalances implements ConsumerRebalanceListener {

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      consumer.pause(consumer.assignment());
      for (var partition : partitions) {
        LOG.info("elected partition={}", partition);
        listener.gained(partition.partition());
      }
    }

    /** Also when the consumer leaves, is closed or has lost its membership. */
    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      for (var partition : partitions) {
        LOG.info("lost partition={}", partition);
        listener.lost(partition.partition());
      }
    }
  }
}
