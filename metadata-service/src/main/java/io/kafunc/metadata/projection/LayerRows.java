// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.projection;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;

/** Rows of versions of layers. */
@JdbcRepository(dialect = Dialect.POSTGRES, dataSource = "metadata")
public interface LayerRows extends GenericRepository<LayerRow, String> {

  Optional<LayerRow> findById(String id);

  void save(LayerRow row);

  void update(LayerRow row);

  void deleteById(String id);

  void deleteAll();

  /** What archives versions of layers have. */
  @Query("SELECT DISTINCT code_sha256 FROM layer_row")
  List<String> archives();

  /** Each layer's latest version, from one name (inclusive) to another (exclusive), byte order. */
  @Query(
      "SELECT * FROM layer_row WHERE account_id = :accountId AND latest = TRUE"
          + " AND layer_name >= :from AND layer_name < :until"
          + " ORDER BY layer_name LIMIT :count")
  List<LayerRow> page(String accountId, String from, String until, int count);

  /** The same of layers that every account may use. */
  @Query(
      "SELECT * FROM layer_row WHERE account_id = :accountId AND latest = TRUE AND shared = TRUE"
          + " AND layer_name >= :from AND layer_name < :until"
          + " ORDER BY layer_name LIMIT :count")
  List<LayerRow> pageOfShared(String accountId, String from, String until, int count);

  /** Versions of a layer from a number on, ascending. */
  @Query(
      "SELECT * FROM layer_row WHERE account_id = :accountId AND layer_name = :layerName"
          + " AND version >= :from ORDER BY version LIMIT :count")
  List<LayerRow> versions(String accountId, String layerName, long from, int count);

  /** The layer's latest version. */
  @Query(
      "SELECT * FROM layer_row WHERE account_id = :accountId AND layer_name = :layerName"
          + " ORDER BY version DESC LIMIT 1")
  Optional<LayerRow> last(String accountId, String layerName);
}
