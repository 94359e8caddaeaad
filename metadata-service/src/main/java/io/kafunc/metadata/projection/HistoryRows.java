// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.projection;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;

/**
 * Rows of history, by position: the order of the log. They are sorted as their index is, so that no
 * more are read than wanted.
 */
@JdbcRepository(dialect = Dialect.POSTGRES, dataSource = "metadata")
public interface HistoryRows extends GenericRepository<HistoryRow, Long> {

  Optional<HistoryRow> findById(long id);

  void saveAll(List<HistoryRow> rows);

  void deleteAll();

  /** Everything that happened to a service and below it. */
  default List<HistoryRow> ofService(String accountId, String serviceName, long from, int count) {
    return ofService(HistoryRow.key(accountId, serviceName), accountId, serviceName, from, count);
  }

  @Query(
      "SELECT * FROM history_row WHERE service_key = :key AND account_id = :accountId"
          + " AND service_name = :serviceName AND position >= :from"
          + " ORDER BY service_key, position LIMIT :count")
  List<HistoryRow> ofService(long key, String accountId, String serviceName, long from, int count);

  /** Everything that happened to a thing of a service, and to what is below it. */
  default List<HistoryRow> ofSubject(
      String accountId, String serviceName, String subject, long from, int count) {
    return ofSubject(
        HistoryRow.key(accountId, serviceName),
        accountId,
        serviceName,
        subject,
        subject + "/",
        subject + "0",
        from,
        count);
  }

  @Query(
      "SELECT * FROM history_row WHERE service_key = :key AND account_id = :accountId"
          + " AND service_name = :serviceName AND position >= :from"
          + " AND (subject = :subject OR subject >= :below AND subject < :behind)"
          + " ORDER BY service_key, position LIMIT :count")
  List<HistoryRow> ofSubject(
      long key,
      String accountId,
      String serviceName,
      String subject,
      String below,
      String behind,
      long from,
      int count);

  /** How often one thing ended after a position and until then. */
  default long endsAfter(
      String accountId, String serviceName, String subject, long after, long time) {
    return endsAfter(
        HistoryRow.key(accountId, serviceName),
        HistoryRow.key(accountId, serviceName, subject),
        accountId,
        serviceName,
        subject,
        after,
        time);
  }

  @Query(
      "SELECT COUNT(*) FROM history_row WHERE service_key = :serviceKey AND position > :after"
          + " AND subject_key = :key AND account_id = :accountId AND service_name = :serviceName"
          + " AND subject = :subject AND event_time <= :time AND body_after IS NULL")
  long endsAfter(
      long serviceKey,
      long key,
      String accountId,
      String serviceName,
      String subject,
      long after,
      long time);

  /** The last change of one thing until then. */
  default Optional<HistoryRow> at(String accountId, String serviceName, String subject, long time) {
    return last(accountId, serviceName, subject, Long.MAX_VALUE, time);
  }

  /** The change of the same thing before this one. */
  default Optional<HistoryRow> before(HistoryRow row) {
    return last(row.accountId(), row.serviceName(), row.subject(), row.position(), Long.MAX_VALUE);
  }

  private Optional<HistoryRow> last(
      String accountId, String serviceName, String subject, long before, long time) {
    return last(
        HistoryRow.key(accountId, serviceName),
        HistoryRow.key(accountId, serviceName, subject),
        accountId,
        serviceName,
        subject,
        before,
        time);
  }

  @Query(
      "SELECT * FROM history_row WHERE service_key = :serviceKey AND position < :before"
          + " AND subject_key = :key AND account_id = :accountId AND service_name = :serviceName"
          + " AND subject = :subject AND event_time <= :time"
          + " ORDER BY service_key DESC, position DESC LIMIT 1")
  Optional<HistoryRow> last(
      long serviceKey,
      long key,
      String accountId,
      String serviceName,
      String subject,
      long before,
      long time);
}
