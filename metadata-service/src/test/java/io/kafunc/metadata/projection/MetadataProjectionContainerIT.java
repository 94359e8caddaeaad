// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.projection;

import io.kafunc.eventlog.container.NeedsContainers;
import io.kafunc.eventlog.container.TestContainer;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;

/** The rows in PostgreSQL. */
@NeedsContainers
class MetadataProjectionContainerIT extends MetadataProjectionContract {

  private final TestContainer postgres = TestContainer.postgres();

  @Override
  Map<String, Object> database() {
    postgres.start();
    return Map.of("kafunc.database.url", postgres.jdbcUrl(), "kafunc.database.password", "kafunc");
  }

  @AfterAll
  void stopDatabase() {
    postgres.stop();
  }
}
