// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.projection;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Rows of services; an SQL that H2 and PostgreSQL both understand. */
@JdbcRepository(dialect = Dialect.POSTGRES, dataSource = "metadata")
public interface ServiceRows extends GenericRepository<ServiceRow, String> {

  Optional<ServiceRow> findById(String id);

  void save(ServiceRow row);

  void update(ServiceRow row);

  void deleteById(String id);

  void deleteAll();

  /** Services under LATEST from one name (inclusive) to another (exclusive), in byte order. */
  @Query(
      "SELECT * FROM service_row WHERE account_id = :accountId AND version_id = 0"
          + " AND service_name >= :from AND service_name < :until"
          + " ORDER BY service_name LIMIT :count")
  List<ServiceRow> page(String accountId, String from, String until, int count);

  /** Those of them that are found by every one of these, which are {@code count} different. */
  @Query(
      "SELECT * FROM service_row s WHERE s.account_id = :accountId AND s.version_id = 0"
          + " AND s.service_name >= :from AND s.service_name < :until"
          + " AND (SELECT count(*) FROM tag_row t WHERE t.account_id = :accountId"
          + " AND t.service_name = s.service_name AND t.tag IN (:tags)) = :found"
          + " ORDER BY s.service_name LIMIT :count")
  List<ServiceRow> pageOfTagged(
      String accountId, String from, String until, Collection<String> tags, int found, int count);

  @Query(
      "DELETE FROM service_row WHERE account_id = :accountId AND service_name = :serviceName"
          + " AND version_id = :versionId")
  void deleteOf(String accountId, String serviceName, long versionId);
}
