// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.projection;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;

/** Rows of custom domains. */
@JdbcRepository(dialect = Dialect.POSTGRES, dataSource = "metadata")
public interface DomainRows extends GenericRepository<DomainRow, String> {

  Optional<DomainRow> findById(String id);

  void save(DomainRow row);

  void update(DomainRow row);

  void deleteById(String id);

  void deleteAll();

  /** Domains from one name (inclusive) to another (exclusive), in byte order. */
  @Query(
      "SELECT * FROM domain_row WHERE account_id = :accountId"
          + " AND domain_name >= :from AND domain_name < :until"
          + " ORDER BY domain_name LIMIT :count")
  List<DomainRow> page(String accountId, String from, String until, int count);
}
