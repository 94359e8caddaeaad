// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.eventlog.container;

import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/**
 * A container of the local image that {@code docker/test-images/build} makes; nothing is pulled.
 */
public final class TestContainer extends GenericContainer<TestContainer> {

  private static final DockerImageName IMAGE =
      DockerImageName.parse("localhost/kafunc-test:latest");

  private TestContainer(String command, String readyLine) {
    super(IMAGE);
    withImagePullPolicy(image -> false);
    withCommand(command);
    waitingFor(Wait.forLogMessage(".*" + readyLine + ".*", 1));
  }

  /**
   * A broker.
   *
   * @param port free on the engine's host: a broker tells its callers where it is, so it must know
   *     before it starts
   */
  public static TestContainer kafka(int port) {
    var container = new TestContainer("kafka", "Kafka Server started");
    container.addFixedExposedPort(port, 9092);
    return container.withEnv("ADVERTISED", container.getHost() + ":" + port);
  }

  /** A PostgreSQL with an empty database; it, its user and the password are {@code kafunc}. */
  public static TestContainer postgres() {
    return new TestContainer("postgres", "database system is ready to accept connections")
        .withExposedPorts(5432)
        .withEnv("PGDATA", "/data")
        .withEnv("POSTGRES_PASSWORD", "kafunc");
  }

  /** The JDBC URL of {@link #postgres}, once started. */
  public String jdbcUrl() {
    return "jdbc:postgresql://%s:%d/kafunc".formatted(getHost(), getMappedPort(5432));
  }
}
