// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafunc.standalone.broker.EmbeddedBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
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

  private static Admin admin(EmbeddedBroker broker) {
    return Admin.create(
        Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers()));
  }
}
