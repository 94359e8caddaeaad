// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.projection;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.Optional;

/** The one row that says how far all others are. */
@JdbcRepository(dialect = Dialect.POSTGRES, dataSource = "metadata")
public interface PositionRows extends GenericRepository<PositionRow, String> {

  Optional<PositionRow> findById(String id);

  void save(PositionRow row);

  void update(PositionRow row);

  void deleteById(String id);

  void deleteAll();

  /** Whether the database sorts texts by their bytes, as names are listed; not by a language. */
  @Query("SELECT 'Z' < 'a'")
  boolean sortsByBytes();
}
