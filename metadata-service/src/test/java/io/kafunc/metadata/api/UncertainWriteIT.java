// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafunc.eventlog.kafka.TestBroker;
import io.kafunc.metadata.api.MetadataServer.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Writes whose caller, whose writer or whose log went silent half way: the log says what counts.
 */
class UncertainWriteIT {

  private static final String API = "/2016-08-15";

  @TempDir static Path folder;
  private static TestBroker broker;

  @BeforeAll
  static void start() {
    broker = new TestBroker(folder.resolve("kafka"));
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @Test
  void anUpdateKilledBetweenItsCommitAndItsRowsIsThereOnce() throws IOException {
    // given, when
    var fault = LogFault.HALTED_BEFORE_THE_ROWS;
    long revision = killedUpdating("committed", fault);
    // then
    List<String> answers;
    try (var server = server("committed", Map.of())) {
      var service = server.get("/services/committed");
      assertThat(service.json().path("description").asText()).isEqualTo(fault.name());
      assertThat(revision(service)).isEqualTo(revision + 1);
      assertThat(events(server, "committed")).containsExactly("ServiceCreated", "ServiceUpdated");
      answers = answers(server, "committed");
    }
    try (var replayed = server("elsewhere", Map.of())) {
      assertThat(answers(replayed, "committed")).isEqualTo(answers);
    }
  }

  @Test
  void anUpdateKilledBeforeItsCommitNeverHappened() throws IOException {
    // given, when
    long revision = killedUpdating("lost", LogFault.HALTED_BEFORE_THE_COMMIT);
    // then
    try (var server = server("lost", Map.of())) {
      var service = server.get("/services/lost");
      assertThat(service.json().path("description").asText()).isEmpty();
      assertThat(revision(service)).isEqualTo(revision);
      assertThat(events(server, "lost")).containsExactly("ServiceCreated");
      assertThat(revision(server.put("/services/lost", "{}"))).isEqualTo(revision + 1);
    }
  }

  @Test
  void anUnclearCommitIsAnsweredWithWhatTheLogHolds() {
    // given
    var fault = LogFault.STORED_BUT_UNCLEAR;
    try (var server = server("unclear", Map.of(LogFault.SETTING, fault.name()))) {
      long revision = revision(server.post("/services", "{\"serviceName\":\"unclear\"}"));
      // when
      var answer = server.put("/services/unclear", fault.update());
      // then
      assertThat(answer.status()).as(answer.text()).isEqualTo(200);
      assertThat(revision(answer)).isEqualTo(revision + 1);
      assertThat(server.get("/services/unclear").text()).isEqualTo(answer.text());
      assertThat(events(server, "unclear")).containsExactly("ServiceCreated", "ServiceUpdated");
    }
  }

  @Test
  void anUnclearCommitThatTheLogDoesNotHoldIsNoSuccess() {
    // given
    var fault = LogFault.NOT_STORED_AND_UNCLEAR;
    try (var server = server("nowhere", Map.of(LogFault.SETTING, fault.name()))) {
      var created = server.post("/services", "{\"serviceName\":\"nowhere\"}");
      // when
      var answer = server.put("/services/nowhere", fault.update());
      // then
      assertThat(answer.status()).as(answer.text()).isEqualTo(503);
      assertThat(server.get("/services/nowhere").text()).isEqualTo(created.text());
      assertThat(events(server, "nowhere")).containsExactly("ServiceCreated");
      assertThat(revision(server.put("/services/nowhere", "{}"))).isEqualTo(revision(created) + 1);
    }
  }

  /**
   * Creates a service and updates it once more; says the revision its creation was answered with.
   */
  private static long killedUpdating(String service, LogFault fault) throws IOException {
    try (var doomed =
        DoomedMetadata.start(broker.bootstrapServers(), folder.resolve(service), fault)) {
      var created =
          doomed.send("POST", API + "/services", "{\"serviceName\":\"%s\"}".formatted(service));
      assertThat(created.statusCode()).as(created.body()).isEqualTo(200);
      assertThatThrownBy(() -> doomed.send("PUT", API + "/services/" + service, fault.update()))
          .isInstanceOf(IOException.class);
      assertThat(doomed.exitValue()).isEqualTo(137);
      return created.headers().firstValueAsLong("Etag").orElseThrow();
    }
  }

  private static MetadataServer server(String data, Map<String, Object> more) {
    var settings = new HashMap<>(more);
    settings.put("kafunc.kafka.bootstrap-servers", broker.bootstrapServers());
    return MetadataServer.start(folder.resolve(data), settings);
  }

  private static List<String> answers(MetadataServer server, String service) {
    var answer = server.get("/services/" + service);
    return List.of(
        answer.header("Etag"),
        answer.text(),
        server.get("/kafunc/history/services/" + service).text());
  }

  private static List<String> events(MetadataServer server, String service) {
    var types = new ArrayList<String>();
    var history = server.get("/kafunc/history/services/" + service).json();
    history.path("events").forEach(event -> types.add(event.path("type").asText()));
    return types;
  }

  private static long revision(Answer answer) {
    return Long.parseLong(answer.header("Etag"));
  }
}
