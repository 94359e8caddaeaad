// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.projection;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;

/** Rows of tags. */
@JdbcRepository(dialect = Dialect.POSTGRES, dataSource = "metadata")
interface TagRows extends GenericRepository<TagRow, String> {

  void save(TagRow row);

  void deleteAll();

  @Query("DELETE FROM tag_row WHERE account_id = :accountId AND service_name = :serviceName")
  void deleteOf(String accountId, String serviceName);
}
