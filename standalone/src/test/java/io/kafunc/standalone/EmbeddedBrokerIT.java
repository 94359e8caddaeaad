// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kafunc.standalone.broker.EmbeddedBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedBrokerIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path folder;

  @Test
  void keepsTopicsAndClusterOverAStop() throws Exception {
    String cluster;
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("kafka"));
        Admin admin = admin(broker)) {
      broker.awaitReady(PATIENCE);
      admin
          .createTopics(List.of(new NewTopic("kept", Optional.of(1), Optional.empty())))
          .all()
          .get();
      cluster = admin.describeCluster().clusterId().get();
    }
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("kafka"));
        Admin admin = admin(broker)) {
      broker.awaitReady(PATIENCE);
      assertThat(admin.listTopics().names().get()).contains("kept");
      assertThat(admin.describeCluster().clusterId().get()).isEqualTo(cluster);
    }
  }

  @Test
  void letsClientsWaitWhileItStarts() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("kafka"));
        Admin admin = admin(broker)) {
      assertThat(admin.describeCluster().nodes().get()).hasSize(1);
    }
  }

  @Test
  void doesNotMeetAnother() {
    try (EmbeddedBroker one = EmbeddedBroker.start(folder.resolve("one"));
        EmbeddedBroker other = EmbeddedBroker.start(folder.resolve("other"))) {
      one.awaitReady(PATIENCE);
      other.awaitReady(PATIENCE);
      assertThat(one.bootstrapServers())
          .startsWith("127.0.0.1:")
          .isNotEqualTo(other.bootstrapServers());
    }
  }

  /** What was acked is there, and what comes later is taken, without anybody's doing. */
  @Test
  void startsAnewWhenAFullDiskHasRoomAgain() throws Exception {
    // given
    var disk = Files.createDirectories(folder.resolve("disk"));
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=96m", "tmpfs", disk.toString()) == 0,
        "nobody but root may mount a small disk");
    try (EmbeddedBroker broker = EmbeddedBroker.start(disk.resolve("kafka")).mended();
        Admin admin = admin(broker);
        var producer = producer(broker)) {
      broker.awaitReady(PATIENCE);
      admin
          .createTopics(List.of(new NewTopic("kept", Optional.of(1), Optional.empty())))
          .all()
          .get();
      var address = broker.bootstrapServers();
      var acked = new ArrayList<String>();
      // when
      for (int i = 0; i < 100; i++) {
        acked.add(send(producer, "before " + i).orElseThrow());
      }
      fill(disk.resolve("filler"));
      for (int i = 0; broker.fault().isEmpty(); i++) {
        send(producer, "meanwhile " + i + " " + "x".repeat(100_000)).ifPresent(acked::add);
      }
      assertThat(broker.isReady()).isFalse();
      Files.delete(disk.resolve("filler"));
      // then
      await().atMost(PATIENCE).until(broker::isReady);
      await()
          .atMost(PATIENCE)
          .until(() -> send(producer, "after"), Optional::isPresent)
          .ifPresent(acked::add);
      assertThat(broker.fault()).isEmpty();
      assertThat(broker.bootstrapServers()).isEqualTo(address);
      assertThat(read(broker)).containsSubsequence(acked);
    } finally {
      run("umount", "-l", disk.toString());
    }
  }

  /** The record, once it is acked. */
  private static Optional<String> send(KafkaProducer<String, String> producer, String record) {
    try {
      producer.send(new ProducerRecord<>("kept", record)).get();
      return Optional.of(record);
    } catch (ExecutionException refused) {
      return Optional.empty();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> read(EmbeddedBroker broker) {
    var settings = Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers());
    var text = new StringDeserializer();
    try (var consumer = new KafkaConsumer<>(settings, text, text)) {
      var place = List.of(new TopicPartition("kept", 0));
      consumer.assign(place);
      consumer.seekToBeginning(place);
      long end = consumer.endOffsets(place).get(place.getFirst());
      var records = new ArrayList<String>();
      while (consumer.position(place.getFirst()) < end) {
        consumer.poll(Duration.ofMillis(100)).forEach(record -> records.add(record.value()));
      }
      return records;
    }
  }

  private static KafkaProducer<String, String> producer(EmbeddedBroker broker) {
    var text = new StringSerializer();
    return new KafkaProducer<>(
        Map.of(
            "bootstrap.servers", broker.bootstrapServers(),
            "delivery.timeout.ms", 3_000,
            "request.timeout.ms", 2_000,
            "linger.ms", 0,
            "max.block.ms", 3_000),
        text,
        text);
  }

  private static void fill(Path file) throws IOException {
    try (var filler = Files.newOutputStream(file)) {
      while (true) {
        filler.write(new byte[4096]);
      }
    } catch (IOException full) {
      assertThat(full).hasMessageContaining("No space left");
    }
  }

  private static int run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command).start().waitFor();
  }

  private static Admin admin(EmbeddedBroker broker) {
    return Admin.create(
        Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers()));
  }
}
