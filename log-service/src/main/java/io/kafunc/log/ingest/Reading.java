// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.log.ingest;

import io.kafunc.eventlog.kafka.KafkaConfig;
import io.kafunc.log.store.Checkpoint;
import io.kafunc.log.store.Partition;
import io.kafunc.log.store.Section;
import io.kafunc.schemas.avro.UndecodableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * One reading of all topics, from the places in the store until something fails. No group: which
 * offsets are done is known by the store alone. One thread.
 */
final class Reading implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(500);

  /** Fewer records than this, and what follows is waited for: a fetch costs more than a record. */
  private static final int FULL = 500;

  private static final Duration GATHER = Duration.ofMillis(50);
  private static final Map<String, Object> CONSUMER =
      Map.of(
          "auto.offset.reset",
          "earliest",
          "default.api.timeout.ms",
          3000,
          "request.timeout.ms",
          3000,
          "max.poll.records",
          5000,
          "fetch.max.bytes",
          8 * 1024 * 1024,
          "max.partition.fetch.bytes",
          1024 * 1024);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Parking parking;
  private final Progress progress;
  private final List<Section> sections;
  private final Map<String, Feed> feeds = new HashMap<>();
  private final Map<TopicPartition, Place> places = new HashMap<>();
  private final Map<TopicPartition, Long> endAtStart;

  Reading(
      KafkaConfig kafka, TopicIds topicIds, List<Feed> all, Parking parking, Progress progress) {
    this.parking = parking;
    this.progress = progress;
    this.sections = all.stream().map(Feed::section).distinct().toList();
    all.forEach(feed -> feeds.put(feed.topic(), feed));
    Map<Section, Checkpoint> restored = restore(all, topicIds);
    this.consumer = kafka.consumer(CONSUMER);
    try {
      List<TopicPartition> partitions = partitions(all);
      consumer.assign(partitions);
      Map<TopicPartition, Long> begin = consumer.beginningOffsets(partitions);
      this.endAtStart = consumer.endOffsets(partitions);
      for (TopicPartition each : partitions) {
        Section section = feeds.get(each.topic()).section();
        var partition = new Partition(each.topic(), each.partition());
        var held = restored.get(section).held(partition);
        var place = new Place(partition, section, held, begin.get(each), endAtStart.get(each));
        places.put(each, place);
        consumer.seek(each, place.next());
      }
      report();
    } catch (RuntimeException e) {
      consumer.close();
      throw e;
    }
  }

  /** Reads what has come, or waits for it a while. */
  void step() throws InterruptedException {
    ConsumerRecords<byte[], byte[]> batch = consumer.poll(POLL);
    for (TopicPartition partition : batch.partitions()) {
      take(feeds.get(partition.topic()), places.get(partition), batch.records(partition));
    }
    parking.settle();
    places.forEach(
        (partition, place) -> {
          if (place.reached(consumer.position(partition))) {
            consumer.seek(partition, place.next());
          }
        });
    sections.forEach(Section::settle);
    report();
    if (!batch.isEmpty() && batch.count() < FULL) {
      Thread.sleep(GATHER);
    }
  }

  boolean isDamaged() {
    return sections.stream().anyMatch(Section::isDamaged);
  }

  @Override
  public void close() {
    consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
  }

  private void take(Feed feed, Place place, List<ConsumerRecord<byte[], byte[]>> records) {
    for (ConsumerRecord<byte[], byte[]> record : records) {
      if (place.wants(record.offset())) {
        try {
          feed.take(record);
        } catch (UndecodableException | IllegalArgumentException e) {
          parking.park(record, e.getMessage());
        }
      }
    }
  }

  private void report() {
    boolean caughtUp = true;
    long missing = 0;
    for (var entry : places.entrySet()) {
      long next = entry.getValue().next();
      caughtUp &= next >= endAtStart.get(entry.getKey());
      missing += consumer.currentLag(entry.getKey()).orElse(0);
    }
    progress.report(caughtUp, missing);
  }

  private static Map<Section, Checkpoint> restore(List<Feed> feeds, TopicIds topicIds) {
    var topicsOf = new IdentityHashMap<Section, Map<String, String>>();
    for (Feed feed : feeds) {
      topicsOf
          .computeIfAbsent(feed.section(), _ -> new HashMap<>())
          .put(feed.topic(), topicIds.of(feed.topic()));
    }
    var restored = new IdentityHashMap<Section, Checkpoint>();
    topicsOf.forEach((section, ids) -> restored.put(section, section.restore(ids)));
    feeds.forEach(feed -> feed.begin(restored.get(feed.section())));
    return restored;
  }

  private List<TopicPartition> partitions(List<Feed> all) {
    var partitions = new ArrayList<TopicPartition>();
    for (Feed feed : all) {
      consumer
          .partitionsFor(feed.topic())
          .forEach(info -> partitions.add(new TopicPartition(info.topic(), info.partition())));
    }
    return partitions;
  }
}
