// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.projection;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;

/** Rows of aliases. */
@JdbcRepository(dialect = Dialect.POSTGRES, dataSource = "metadata")
public interface AliasRows extends GenericRepository<AliasRow, String> {

  Optional<AliasRow> findById(String id);

  void save(AliasRow row);

  void update(AliasRow row);

  void deleteById(String id);

  void deleteAll();

  /** Aliases from one name (inclusive) to another (exclusive), in byte order. */
  @Query(
      "SELECT * FROM alias_row WHERE account_id = :accountId AND service_name = :serviceName"
          + " AND alias_name >= :from AND alias_name < :until ORDER BY alias_name LIMIT :count")
  List<AliasRow> page(String accountId, String serviceName, String from, String until, int count);

  /** Those that outlived all versions end with their service. */
  @Query("DELETE FROM alias_row WHERE account_id = :accountId AND service_name = :serviceName")
  void deleteOf(String accountId, String serviceName);
}
