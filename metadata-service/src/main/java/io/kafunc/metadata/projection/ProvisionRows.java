// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.projection;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;

/** Rows of configurations of provisioned instances. */
@JdbcRepository(dialect = Dialect.POSTGRES, dataSource = "metadata")
public interface ProvisionRows extends GenericRepository<ProvisionRow, String> {

  Optional<ProvisionRow> findById(String resource);

  void save(ProvisionRow row);

  void update(ProvisionRow row);

  void deleteById(String resource);

  void deleteAll();

  /** Configurations from one resource (inclusive) to another (exclusive), in byte order. */
  @Query(
      "SELECT * FROM provision_row WHERE resource >= :from AND resource < :until"
          + " ORDER BY resource LIMIT :count")
  List<ProvisionRow> page(String from, String until, int count);

  /** They end with their function. */
  @Query(
      "DELETE FROM provision_row WHERE account_id = :accountId AND service_name = :serviceName"
          + " AND function_name = :functionName")
  void deleteOfFunction(String accountId, String serviceName, String functionName);

  /** They end with the version or alias they are for. */
  @Query(
      "DELETE FROM provision_row WHERE account_id = :accountId AND service_name = :serviceName"
          + " AND qualifier = :qualifier")
  void deleteOfQualifier(String accountId, String serviceName, String qualifier);
}
