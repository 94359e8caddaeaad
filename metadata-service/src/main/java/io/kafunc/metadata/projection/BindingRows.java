// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.projection;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;

/** Rows of VPC bindings. */
@JdbcRepository(dialect = Dialect.POSTGRES, dataSource = "metadata")
public interface BindingRows extends GenericRepository<BindingRow, String> {

  Optional<BindingRow> findById(String id);

  void save(BindingRow row);

  void deleteById(String id);

  void deleteAll();

  @Query(
      "SELECT * FROM binding_row WHERE account_id = :accountId AND service_name = :serviceName"
          + " ORDER BY vpc_id")
  List<BindingRow> of(String accountId, String serviceName);

  @Query("DELETE FROM binding_row WHERE account_id = :accountId AND service_name = :serviceName")
  void deleteOf(String accountId, String serviceName);
}
