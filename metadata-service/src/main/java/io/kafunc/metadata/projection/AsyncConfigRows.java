// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.projection;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;

/** Rows of configurations of asynchronous calls. */
@JdbcRepository(dialect = Dialect.POSTGRES, dataSource = "metadata")
public interface AsyncConfigRows extends GenericRepository<AsyncConfigRow, String> {

  Optional<AsyncConfigRow> findById(String id);

  void save(AsyncConfigRow row);

  void update(AsyncConfigRow row);

  void deleteById(String id);

  void deleteAll();

  /** Configurations from one qualifier (inclusive) to another (exclusive), in byte order. */
  @Query(
      "SELECT * FROM async_config_row WHERE account_id = :accountId"
          + " AND service_name = :serviceName AND function_name = :functionName"
          + " AND qualifier >= :from AND qualifier < :until ORDER BY qualifier LIMIT :count")
  List<AsyncConfigRow> page(
      String accountId,
      String serviceName,
      String functionName,
      String from,
      String until,
      int count);

  /** Configurations of an account under which calls keep their states, from an id on. */
  @Query(
      "SELECT * FROM async_config_row WHERE account_id = :accountId AND stateful AND id >= :from"
          + " ORDER BY id LIMIT :count")
  List<AsyncConfigRow> stateful(String accountId, String from, int count);

  /** They end with their function. */
  @Query(
      "DELETE FROM async_config_row WHERE account_id = :accountId AND service_name = :serviceName"
          + " AND function_name = :functionName")
  void deleteOfFunction(String accountId, String serviceName, String functionName);

  /** They end with the version or alias they are for. */
  @Query(
      "DELETE FROM async_config_row WHERE account_id = :accountId AND service_name = :serviceName"
          + " AND qualifier = :qualifier")
  void deleteOfQualifier(String accountId, String serviceName, String qualifier);
}
