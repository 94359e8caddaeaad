// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.projection;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;

/** Rows of limits on on-demand instances. */
@JdbcRepository(dialect = Dialect.POSTGRES, dataSource = "metadata")
public interface OnDemandRows extends GenericRepository<OnDemandRow, String> {

  Optional<OnDemandRow> findById(String id);

  void save(OnDemandRow row);

  void update(OnDemandRow row);

  void deleteById(String id);

  void deleteAll();

  /** Limits from one resource (inclusive) to another (exclusive), in byte order. */
  @Query(
      "SELECT * FROM on_demand_row WHERE account_id = :accountId"
          + " AND resource >= :from AND resource < :until ORDER BY resource LIMIT :count")
  List<OnDemandRow> page(String accountId, String from, String until, int count);
}
