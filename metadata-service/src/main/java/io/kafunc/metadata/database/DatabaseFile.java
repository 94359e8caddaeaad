// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.database;

import io.kafunc.httpapi.KafuncSettings;
import io.micronaut.configuration.jdbc.hikari.DatasourceConfiguration;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the projection into {@code h2/} of the data folder where no other database is set, and
 * deletes what is there when it cannot be read: the log has everything, so a lost or noisy database
 * costs a rebuild and nothing else (fault 15). A database of another make of rows has another name
 * and goes the same way.
 */
@Singleton
public final class DatabaseFile implements BeanCreatedEventListener<DatasourceConfiguration> {

  private static final Logger LOG = LoggerFactory.getLogger(DatabaseFile.class);

  /** To be counted up whenever rows or the answers in them change. */
  public static final int MAKE = 4;

  private static final String NAME = "metadata-" + MAKE;

  /** It is closed with its last connection, and not before by a hook of its own. */
  private static final String OPTIONS =
      ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_ON_EXIT=FALSE";

  /** A database that starts together with us may come later. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private static final int OPENED_BY_ANOTHER_PROCESS = 90020;

  private final KafuncSettings settings;
  private final DatabaseSettings elsewhere;

  DatabaseFile(KafuncSettings settings, DatabaseSettings elsewhere) {
    this.settings = settings;
    this.elsewhere = elsewhere;
  }

  @Override
  public DatasourceConfiguration onCreated(BeanCreatedEvent<DatasourceConfiguration> event) {
    var source = event.getBean();
    if (source.getName().equals("metadata")) {
      elsewhere.url().ifPresentOrElse(url -> use(source, url), () -> useFile(source));
    }
    return source;
  }

  private void use(DatasourceConfiguration source, String url) {
    try {
      source.setDriverClassName(DriverManager.getDriver(url).getClass().getName());
    } catch (SQLException e) {
      throw new IllegalArgumentException(
          "kafunc.database.url is no JDBC URL of PostgreSQL (jdbc:postgresql://host:port/name)", e);
    }
    source.setUrl(url);
    source.setUsername(elsewhere.username());
    source.setPassword(elsewhere.password());
    source.setInitializationFailTimeout(PATIENCE.toMillis());
  }

  private void useFile(DatasourceConfiguration source) {
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
