// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.projection;

import java.util.Map;
import java.util.UUID;

/** The rows in H2, as they are without a setting. */
class MetadataProjectionTest extends MetadataProjectionContract {

  @Override
  Map<String, Object> database() {
    return Map.of(
        "kafunc.database.url",
        "jdbc:h2:mem:"
            + UUID.randomUUID()
            + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DB_CLOSE_DELAY=-1");
  }
}
