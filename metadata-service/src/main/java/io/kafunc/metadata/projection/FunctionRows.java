// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.projection;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;

/** Rows of functions. */
@JdbcRepository(dialect = Dialect.POSTGRES, dataSource = "metadata")
public interface FunctionRows extends GenericRepository<FunctionRow, String> {

  Optional<FunctionRow> findById(String id);

  void save(FunctionRow row);

  void saveAll(List<FunctionRow> rows);

  void update(FunctionRow row);

  void updateAll(List<FunctionRow> rows);

  void deleteById(String id);

  void deleteAll();

  /** What archives functions have, under LATEST and in versions. */
  @Query("SELECT DISTINCT code_sha256 FROM function_row WHERE code_sha256 IS NOT NULL")
  List<String> archives();

  /** Functions from one name (inclusive) to another (exclusive), in byte order. */
  @Query(
      "SELECT * FROM function_row WHERE account_id = :accountId AND service_name = :serviceName"
          + " AND version_id = :versionId AND function_name >= :from AND function_name < :until"
          + " ORDER BY function_name LIMIT :count")
  List<FunctionRow> page(
      String accountId, String serviceName, long versionId, String from, String until, int count);

  @Query(
      "DELETE FROM function_row WHERE account_id = :accountId AND service_name = :serviceName"
          + " AND version_id = :versionId")
  void deleteOf(String accountId, String serviceName, long versionId);
}
