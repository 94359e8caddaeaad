// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.kafunc.httpapi.FcTime;
import io.kafunc.metadata.answer.AnswerJson;
import io.kafunc.metadata.projection.HistoryRow;
import io.kafunc.metadata.projection.HistoryRows;
import io.kafunc.metadata.projection.Micros;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/** The story of a service and of each thing in it, read from the rows its events left. */
@Singleton
class History {

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

    static Event of(HistoryRow row, Optional<String> before) {
      return new Event(
          FcTime.millis(Micros.instant(row.eventTime())),
          row.eventType(),
          row.subject(),
          row.actor(),
          row.requestId(),
          row.revision(),
          before.orElse(null),
          row.after().orElse(null));
    }
  }

  record Events(List<Event> events, @JsonInclude(JsonInclude.Include.NON_NULL) String nextToken) {}

  /** The story from a position on, oldest first. */
  String events(String accountId, Subject subject, long from, int limit) {
    var path = subject.path();
    var found =
        path.isEmpty()
            ? rows.ofService(accountId, subject.serviceName(), from, limit + 1)
            : rows.ofSubject(accountId, subject.serviceName(), path, from, limit + 1);
    if (found.isEmpty() && from == 0) {
      throw subject.missing().exception();
    }
    boolean more = found.size() > limit;
    return AnswerJson.write(
        new Events(
            page(found.subList(0, Math.min(limit, found.size()))),
            more ? Long.toString(found.get(limit).position()) : null));
  }

  /** What a row follows stands further up on the same page, as a rule. */
  private List<Event> page(List<HistoryRow> found) {
    var latest = new HashMap<String, HistoryRow>();
    var events = new ArrayList<Event>(found.size());
    for (var row : found) {
      var last = latest.put(row.subject(), row);
      events.add(
          Event.of(
              row,
              row.follows()
                  ? Optional.ofNullable(last).or(() -> rows.before(row)).flatMap(HistoryRow::after)
                  : row.before()));
    }
    return events;
  }

  /** The last change until then; refused when the thing was not there. */
  HistoryRow at(String accountId, Subject subject, Instant time) {
    return rows.at(accountId, subject.serviceName(), subject.path(), endOf(time))
        .filter(row -> row.bodyAfter() != null)
        .filter(row -> subject.hosts().stream().noneMatch(host -> ended(host, row, time)))
        .orElseThrow(() -> subject.missing().exception());
  }

  /** Whether something ended after that change, and with it what was changed. */
  private boolean ended(String host, HistoryRow row, Instant time) {
    return rows.endsAfter(row.accountId(), row.serviceName(), host, row.position(), endOf(time))
        > 0;
  }

  /** The story prints times cut to milliseconds: such a time stands for all of its millisecond. */
  private static long endOf(Instant time) {
    long micros = Micros.of(time);
    return micros % 1_000 == 0 ? micros + 999 : micros;
  }
}
