// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.projection;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;

/** Rows of triggers. */
@JdbcRepository(dialect = Dialect.POSTGRES, dataSource = "metadata")
public interface TriggerRows extends GenericRepository<TriggerRow, String> {

  Optional<TriggerRow> findById(String id);

  void save(TriggerRow row);

  void update(TriggerRow row);

  void deleteById(String id);

  void deleteAll();

  /** Triggers from one name (inclusive) to another (exclusive), in byte order. */
  @Query(
      "SELECT * FROM trigger_row WHERE account_id = :accountId AND service_name = :serviceName"
          + " AND function_name = :functionName"
          + " AND trigger_name >= :from AND trigger_name < :until"
          + " ORDER BY trigger_name LIMIT :count")
  List<TriggerRow> page(
      String accountId,
      String serviceName,
      String functionName,
      String from,
      String until,
      int count);
}
