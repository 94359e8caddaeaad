// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Records that nobody can read, as a stray producer would leave them. Among calls, records and
 * lines they are put aside and the rest flows; in the log of metadata they stop whoever reads it.
 */
class PoisonIT {

  private static final Duration LONG = Duration.ofSeconds(60);
  private static final byte[] NOISE = {1, 2, 3};
  private static final byte[] OF_AN_UNKNOWN_SCHEMA = {(byte) 0xC3, 1, 9, 9, 9, 9, 9, 9, 9, 9, 0};
  private static final String ECHO =
      "exports.handler = (e, c, cb) => { console.log('spoken ' + e); cb(null, e); };";

  @TempDir Path folder;
  private SeparateProcesses processes;
  private Release release;

  @BeforeEach
  void start() {
    processes = SeparateProcesses.up(folder);
    release = Release.ofNewService(processes.suite()).node("f", ECHO);
    release.invoke("f", null, "warm");
  }

  @AfterEach
  void stop() {
    processes.close();
  }

  @Test
  void isPutAsideAmongCallsAndStopsTheReadersOfMetadata() {
    // given
    for (var topic : Set.of("kafunc.calls", "kafunc.invocations", "kafunc.output")) {
      for (int partition = 0; partition < 6; partition++) {
        poison(topic, partition);
      }
    }
    // when
    Set<String> called;
    try (var now = Load.sync(processes.suite(), release.service(), "f", 2);
        var later = Load.async(processes.suite(), release.service(), "f", 2)) {
      await()
          .atMost(LONG)
          .until(() -> now.answered().size() > 200 && later.answered().size() > 200);
      now.stop();
      later.stop();
      assertThat(now.refused()).isEmpty();
      assertThat(later.refused()).isEmpty();
      called = new HashSet<>(now.answered().keySet());
      called.addAll(later.answered().keySet());
    }
    // then
    await().atMost(LONG).untilAsserted(() -> assertThat(ids("invocations")).containsAll(called));
    await().atMost(LONG).untilAsserted(() -> assertThat(ids("logs")).containsAll(called));
    await()
        .atMost(LONG)
        .untilAsserted(() -> Conservation.holdsWithAllSettledAt(processes.suite("invoker")));
    // when
    poison("kafunc.metadata", 0);
    // then
    await()
        .atMost(LONG)
        .until(() -> processes.suite("metadata").get("/health").statusCode() == 503);
    var refused =
        processes
            .suite()
            .send(
                processes
                    .suite()
                    .request("/2016-08-15/services/" + release.service())
                    .header("Content-Type", "application/json")
                    .PUT(BodyPublishers.ofString("{}")));
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.body()).contains("ServiceUnavailable");
    assertThat(Release.text(release.invoke("f", null, "still"))).isEqualTo("still");
  }

  private void poison(String topic, int partition) {
    var settings = Map.<String, Object>of("bootstrap.servers", processes.kafka());
    var bytes = new ByteArraySerializer();
    try (var producer = new KafkaProducer<>(settings, bytes, bytes)) {
      producer.send(new ProducerRecord<>(topic, partition, NOISE, NOISE));
      producer.send(new ProducerRecord<>(topic, partition, NOISE, OF_AN_UNKNOWN_SCHEMA));
    }
  }

  private Set<String> ids(String list) {
    var path = "/kafunc/%s?service=%s".formatted(list, release.service());
    var ids = new HashSet<String>();
    processes.suite().all(path, list).forEach(row -> ids.add(row.get("requestId").asText()));
    return ids;
  }
}
