// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.eventlog.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.ApplicationContext;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class KafkaConfigTest {

  @Test
  void hasDefaults() {
    try (var context = ApplicationContext.run()) {
      assertThat(context.getBean(KafkaConfig.class))
          .isEqualTo(new KafkaConfig("127.0.0.1:9092", false, 64));
    }
  }

  @Test
  void isReadFromTheSettings() {
    Map<String, Object> settings =
        Map.of(
            "kafunc.kafka.bootstrap-servers", "kafka:9093",
            "kafunc.kafka.fsync", "true",
            "kafunc.kafka.call-partitions", "8");
    try (var context = ApplicationContext.run(settings)) {
      assertThat(context.getBean(KafkaConfig.class))
          .isEqualTo(new KafkaConfig("kafka:9093", true, 8));
    }
  }
}
