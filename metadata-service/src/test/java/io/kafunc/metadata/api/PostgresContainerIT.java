// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafunc.eventlog.container.NeedsContainers;
import io.kafunc.eventlog.container.TestContainer;
import io.kafunc.eventlog.kafka.TestBroker;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A metadata-service whose rows are in PostgreSQL. */
@NeedsContainers
class PostgresContainerIT {

  @TempDir static Path folder;
  private static TestBroker broker;
  private static TestContainer postgres;

  @BeforeAll
  static void start() {
    broker = new TestBroker(folder.resolve("kafka"));
    postgres = TestContainer.postgres();
    postgres.start();
  }

  @AfterAll
  static void stop() {
    postgres.stop();
    broker.close();
  }

  @Test
  void answersAsItDoesFromH2AndRebuildsWhatWasLost() throws SQLException {
    List<String> fromH2;
    try (var server = server(Map.of())) {
      RebuildIT.fill(server);
      fromH2 = RebuildIT.answers(server);
    }
    try (var server = server(database(postgres.jdbcUrl()))) {
      assertThat(RebuildIT.answers(server)).isEqualTo(fromH2);
      server.put("/services/s", "{\"description\":\"latest\"}");
    }
    List<String> changed;
    try (var server = server(database(postgres.jdbcUrl()))) {
      assertThat(server.get("/services/s").json().path("description").asText()).isEqualTo("latest");
      changed = RebuildIT.answers(server);
    }
    execute("DROP SCHEMA public CASCADE", "CREATE SCHEMA public");
    try (var server = server(database(postgres.jdbcUrl()))) {
      assertThat(RebuildIT.answers(server)).isEqualTo(changed);
    }
  }

  @Test
  void refusesADatabaseThatSortsNamesByALanguage() throws SQLException {
    execute(
        "CREATE DATABASE spoken TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'en' LOCALE 'C'");
    var spoken = database(postgres.jdbcUrl().replaceAll("kafunc$", "spoken"));
    assertThatThrownBy(() -> server(spoken))
        .hasStackTraceContaining("the database sorts names by a language");
  }

  private static Map<String, Object> database(String url) {
    return Map.of("kafunc.database.url", url, "kafunc.database.password", "kafunc");
  }

  private static MetadataServer server(Map<String, Object> database) {
    var settings = new HashMap<String, Object>(database);
    settings.put("kafunc.kafka.bootstrap-servers", broker.bootstrapServers());
    return MetadataServer.start(folder.resolve("data"), settings);
  }

  private static void execute(String... statements) throws SQLException {
    try (var connection = DriverManager.getConnection(postgres.jdbcUrl(), "kafunc", "kafunc");
        var statement = connection.createStatement()) {
      for (var sql : statements) {
        statement.execute(sql);
      }
    }
  }
}
