// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.eventlog.kafka;

import io.kafunc.schemas.TopicSpec;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the topics that are missing and stops the start when one has another number of partitions
 * than the suite was built on. Topics it was not told of are left alone. Blocks.
 */
public final class TopicSetup {

  private static final Logger LOG = LoggerFactory.getLogger(TopicSetup.class);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long PAUSE_MILLIS = 50;

  private final KafkaConfig config;

  public TopicSetup(KafkaConfig config) {
    this.config = config;
  }

  /**
   * Returns when all topics are there and have leaders; waits up to a minute for the broker.
   *
   * @return the topics as they are now
   * @throws IllegalStateException when a topic has the wrong number, or no broker answers
   */
  public Topology ensure(List<TopicSpec> specs) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    String missing = "no answer";
    try (var admin = config.admin()) {
      while (System.nanoTime() < deadline) {
        try {
          var existing = existing(admin, specs);
          if (existing.size() == specs.size()
              && existing.values().stream().allMatch(TopicSetup::led)) {
            var topology = topology(specs, existing);
            widen(admin, specs);
            return topology;
          }
          create(admin, specs.stream().filter(spec -> !existing.containsKey(spec.name())).toList());
          missing = "topics without leader";
        } catch (RetriableException | TimeoutException away) {
          LOG.info("waiting for Kafka at {}: {}", config.bootstrapServers(), away.getMessage());
          missing = away.getMessage();
        }
        Thread.sleep(PAUSE_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new IllegalStateException(
        "Kafka at " + config.bootstrapServers() + " is not ready: " + missing);
  }

  private static Map<String, TopicDescription> existing(Admin admin, List<TopicSpec> specs)
      throws InterruptedException, TimeoutException {
    var descriptions =
        admin.describeTopics(specs.stream().map(TopicSpec::name).toList()).topicNameValues();
    var existing = new HashMap<String, TopicDescription>();
    for (var entry : descriptions.entrySet()) {
      try {
        existing.put(entry.getKey(), entry.getValue().get());
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
          throw unwrapped(e);
        }
      }
    }
    return existing;
  }

  private void create(Admin admin, List<TopicSpec> specs)
      throws InterruptedException, TimeoutException {
    var results = admin.createTopics(specs.stream().map(this::topic).toList()).values();
    for (var result : results.entrySet()) {
      try {
        result.getValue().get();
        LOG.info("created topic={}", result.getKey());
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof TopicExistsException)) {
          throw unwrapped(e);
        }
      }
    }
  }

  /** A topic that was made for smaller records takes larger ones from now on. */
  private static void widen(Admin admin, List<TopicSpec> specs)
      throws InterruptedException, TimeoutException {
    var wanted =
        specs.stream()
            .filter(spec -> spec.settings().containsKey(TopicSpec.MOST_BYTES))
            .collect(
                Collectors.toMap(
                    spec -> new ConfigResource(ConfigResource.Type.TOPIC, spec.name()),
                    spec -> spec.settings().get(TopicSpec.MOST_BYTES)));
    if (wanted.isEmpty()) {
      return;
    }
    try {
      var found = admin.describeConfigs(wanted.keySet()).all().get();
      wanted
          .entrySet()
          .removeIf(
              topic ->
                  Integer.parseInt(found.get(topic.getKey()).get(TopicSpec.MOST_BYTES).value())
                      >= Integer.parseInt(topic.getValue()));
      var changes = new HashMap<ConfigResource, Collection<AlterConfigOp>>();
      wanted.forEach(
          (topic, bytes) ->
              changes.put(
                  topic,
                  List.of(
                      new AlterConfigOp(
                          new ConfigEntry(TopicSpec.MOST_BYTES, bytes),
                          AlterConfigOp.OpType.SET))));
      admin.incrementalAlterConfigs(changes).all().get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RetriableException away) {
        throw away;
      }
      LOG.warn("topics that are there cannot be set: {} reason={}", wanted, e.getMessage());
    }
  }

  private NewTopic topic(TopicSpec spec) {
    var settings = new HashMap<>(spec.settings());
    if (config.fsync()) {
      settings.put("flush.messages", "1");
    }
    return new NewTopic(spec.name(), Optional.of(spec.partitions()), Optional.empty())
        .configs(settings);
  }

  private static boolean led(TopicDescription topic) {
    return topic.partitions().stream().allMatch(partition -> partition.leader() != null);
  }

  private static Topology topology(List<TopicSpec> specs, Map<String, TopicDescription> existing) {
    for (var spec : specs) {
      int found = existing.get(spec.name()).partitions().size();
      if (found != spec.partitions() && !spec.chosenAtCreation()) {
        throw new IllegalStateException(
            "topic %s has %d partitions, but must have %d: it was not made by this suite"
                .formatted(spec.name(), found, spec.partitions()));
      }
    }
    return new Topology(
        existing.values().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    TopicDescription::name,
                    topic ->
                        new Topology.Topic(topic.partitions().size(), uuid(topic.topicId())))));
  }

  private static UUID uuid(Uuid id) {
    return new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits());
  }

  private static RuntimeException unwrapped(ExecutionException e) {
    return e.getCause() instanceof RuntimeException fault ? fault : new IllegalStateException(e);
  }
}
