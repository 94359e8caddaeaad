// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.database;

import io.kafunc.httpapi.KafuncSettings;
import io.micronaut.configuration.jdbc.hikari.DatasourceConfiguration;
import io.micronaut.context.env.Environment;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the projection into {@code h2/} of the data folder, and deletes what is there when it cannot
 * be read: the log has everything, so a lost or noisy database costs a rebuild and nothing else
 * (fault 15). A database of another make of rows has another name and goes the same way.
 */
@Singleton
final class DatabaseFile implements BeanCreatedEventListener<DatasourceConfiguration> {

  private static final Logger LOG = LoggerFactory.getLogger(DatabaseFile.class);

  /** To be counted up whenever rows or the answers in them change. */
  private static final int MAKE = 2;

  private static final String NAME = "metadata-" + MAKE;
  private static final String OPTIONS =
      ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH";
  private static final int OPENED_BY_ANOTHER_PROCESS = 90020;

  private final KafuncSettings settings;
  private final boolean elsewhere;

  DatabaseFile(KafuncSettings settings, Environment environment) {
    this.settings = settings;
    this.elsewhere = environment.containsProperty("datasources.metadata.url");
  }

  @Override
  public DatasourceConfiguration onCreated(BeanCreatedEvent<DatasourceConfiguration> event) {
    var source = event.getBean();
    if (source.getName().equals("metadata") && !elsewhere) {
      var folder = settings.data().toAbsolutePath().normalize().resolve("h2");
      var url = "jdbc:h2:file:" + folder.resolve(NAME) + OPTIONS;
      try {
        prepare(folder, url);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot use " + folder, e);
      }
      source.setUrl(url);
      source.setDriverClassName("org.h2.Driver");
    }
    return source;
  }

  private static void prepare(Path folder, String url) throws IOException {
    Files.createDirectories(folder);
    boolean isMade = Files.exists(folder.resolve(NAME + ".mv.db"));
    if (isMade && isReadable(url)) {
      return;
    }
    try (var files = Files.newDirectoryStream(folder)) {
      for (var file : files) {
        if (Files.isRegularFile(file)) {
          LOG.warn("deleting a database that cannot be used file={}", file);
          Files.delete(file);
        }
      }
    }
  }

  private static boolean isReadable(String url) throws IOException {
    try (var connection = DriverManager.getConnection(url + ";IFEXISTS=TRUE", "sa", "");
        var statement = connection.createStatement();
        var row = statement.executeQuery("SELECT count(*) FROM position_row")) {
      return row.next();
    } catch (SQLException e) {
      if (e.getErrorCode() == OPENED_BY_ANOTHER_PROCESS) {
        throw new IOException("another process uses this data folder", e);
      }
      LOG.warn("the database cannot be read and is rebuilt from the log: {}", e.getMessage());
      return false;
    }
  }
}
