// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.history;

import static io.kafunc.httpapi.ErrorCode.ALIAS_NOT_FOUND;
import static io.kafunc.httpapi.ErrorCode.FUNCTION_NOT_FOUND;
import static io.kafunc.httpapi.ErrorCode.SERVICE_NOT_FOUND;
import static io.kafunc.httpapi.ErrorCode.VERSION_NOT_FOUND;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.kafunc.httpapi.ErrorCode;
import io.kafunc.httpapi.FcError;
import io.kafunc.httpapi.FcTime;
import io.kafunc.metadata.answer.AnswerJson;
import io.kafunc.metadata.projection.HistoryRow;
import io.kafunc.metadata.projection.HistoryRows;
import io.kafunc.metadata.projection.Micros;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The story of a service and of each thing in it, read from the rows its events left. */
@Singleton
class History {

  private static final Map<String, ErrorCode> MISSING =
      Map.of(
          "functions", FUNCTION_NOT_FOUND,
          "aliases", ALIAS_NOT_FOUND,
          "versions", VERSION_NOT_FOUND);

  private final HistoryRows rows;

  History(HistoryRows rows) {
    this.rows = rows;
  }

  /**
   * One change. {@code subject} is the thing's path below the service, empty for the service;
   * {@code before} and {@code after} are its answers then.
   */
  record Event(
      String time,
      String type,
      String subject,
      String actor,
      String requestId,
      long revision,
      @JsonRawValue String before,
      @JsonRawValue String after) {

    static Event of(HistoryRow row) {
      return new Event(
          FcTime.millis(Micros.instant(row.eventTime())),
          row.eventType(),
          row.subject(),
          row.actor(),
          row.requestId(),
          row.revision(),
          row.bodyBefore(),
          row.bodyAfter());
    }
  }

  record Events(List<Event> events, @JsonInclude(JsonInclude.Include.NON_NULL) String nextToken) {}

  /** The story from a position on, oldest first. */
  String events(String accountId, String serviceName, String subject, long from, int limit) {
    var found =
        subject.isEmpty()
            ? rows.ofService(accountId, serviceName, from, limit + 1)
            : rows.ofSubject(
                accountId, serviceName, subject, subject + "/", subject + "0", from, limit + 1);
    if (found.isEmpty() && from == 0) {
      throw missing(serviceName, subject).exception();
    }
    boolean more = found.size() > limit;
    return AnswerJson.write(
        new Events(
            found.stream().limit(limit).map(Event::of).toList(),
            more ? Long.toString(found.get(limit).position()) : null));
  }

  /** The last change until then; refused when the thing was not there. */
  HistoryRow at(String accountId, String serviceName, String subject, Instant time) {
    return rows.at(accountId, serviceName, subject, endOf(time))
        .filter(row -> row.bodyAfter() != null)
        .orElseThrow(() -> missing(serviceName, subject).exception());
  }

  /** The story prints times cut to milliseconds: such a time stands for all of its millisecond. */
  private static long endOf(Instant time) {
    long micros = Micros.of(time);
    return micros % 1_000 == 0 ? micros + 999 : micros;
  }

  private static FcError missing(String serviceName, String subject) {
    if (subject.isEmpty()) {
      return SERVICE_NOT_FOUND.with(serviceName);
    }
    var parts = subject.split("/", 2);
    return MISSING.get(parts[0]).with(parts[1], serviceName);
  }
}
