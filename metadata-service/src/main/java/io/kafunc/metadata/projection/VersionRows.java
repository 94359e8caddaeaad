// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.projection;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;

/** Rows of versions. */
@JdbcRepository(dialect = Dialect.POSTGRES, dataSource = "metadata")
public interface VersionRows extends GenericRepository<VersionRow, String> {

  Optional<VersionRow> findById(String id);

  void save(VersionRow row);

  void update(VersionRow row);

  void deleteById(String id);

  void deleteAll();

  /** The newest first, from one number (inclusive) down. */
  @Query(
      "SELECT * FROM version_row WHERE account_id = :accountId AND service_name = :serviceName"
          + " AND version_id <= :from ORDER BY version_id DESC LIMIT :count")
  List<VersionRow> backward(String accountId, String serviceName, long from, int count);

  /** The oldest first, from one number (inclusive) up. */
  @Query(
      "SELECT * FROM version_row WHERE account_id = :accountId AND service_name = :serviceName"
          + " AND version_id >= :from ORDER BY version_id LIMIT :count")
  List<VersionRow> forward(String accountId, String serviceName, long from, int count);
}
