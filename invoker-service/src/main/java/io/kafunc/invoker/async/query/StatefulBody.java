// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.kafunc.invoker.async.drain.StatefulCalls.Row;
import io.kafunc.invoker.async.queue.Standing;
import io.kafunc.schemas.Payload;
import io.kafunc.schemas.call.CallSnapshot.KeptCall;
import io.kafunc.schemas.call.InvocationRequested;
import io.kafunc.schemas.invocation.InvocationRecord;
import io.kafunc.schemas.invocation.InvocationResult;
import io.kafunc.schemas.invocation.InvocationStatus;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A stateful call in an answer (contract 1.10).
 *
 * @param startedTime when it was accepted, in milliseconds since 1970, as all times here
 * @param destinationStatus {@code Succeeded}, or why its destination could not be told
 * @param invocationErrorMessage what the function said, when it failed and that is short
 * @param invocationPayload the event as text, where it was asked for
 * @param events acceptance, begin of the last attempt, end
 */
@JsonInclude(Include.NON_ABSENT)
record StatefulBody(
    String serviceName,
    String functionName,
    String qualifier,
    String invocationId,
    String requestId,
    String status,
    long startedTime,
    Optional<Long> endTime,
    Optional<String> destinationStatus,
    Optional<String> invocationErrorMessage,
    Optional<String> invocationPayload,
    int alreadyRetriedTimes,
    Optional<String> instanceId,
    List<Event> events) {

  record Event(long eventId, String status, long timestamp, String eventDetail) {}

  static StatefulBody of(Row row, boolean payload) {
    var call = row.call().call();
    var end = row.call().end();
    var record = end.map(KeptCall::record);
    var names = call.queue().split("[/.]", 4);
    return new StatefulBody(
        names[1],
        names[3],
        names[2],
        call.invocationId(),
        row.id().toString(),
        status(row),
        call.accepted().toEpochMilli(),
        record.map(each -> each.endTime().toEpochMilli()),
        end.flatMap(each -> each.keeping().delivery()),
        record.filter(StatefulBody::failed).flatMap(StatefulBody::said),
        row.asked().filter(_ -> payload).map(InvocationRequested::payload).map(StatefulBody::text),
        retries(row),
        record.flatMap(InvocationRecord::instanceId),
        events(row));
  }

  /** Where a call stands, in the vendor's words. */
  static String status(Row row) {
    if (row.ended().isPresent()) {
      return switch (row.ended().get()) {
        case Succeeded -> "Succeeded";
        case Stopped -> "Stopped";
        case Expired -> "Expired";
        case Failed, TimedOut, Throttled, Enqueued, Running -> "Failed";
      };
    }
    return switch (row.call().standing()) {
      case Standing.Runs _ -> row.stopping() ? "Stopping" : "Running";
      case Standing.Delayed _ -> "Retrying";
      case Standing.Waits _, Standing.NotOpen _ -> "Enqueued";
    };
  }

  private static int retries(Row row) {
    return row.call()
        .end()
        .map(end -> end.record().attempt() - 1)
        .orElseGet(
            () ->
                switch (row.call().standing()) {
                  case Standing.Runs(int attempt, _) -> attempt - 1;
                  case Standing.Delayed(int attempt) -> attempt - 2;
                  case Standing.Waits _, Standing.NotOpen _ -> 0;
                });
  }

  private static List<Event> events(Row row) {
    var events = new ArrayList<Event>();
    add(events, "Enqueued", row.call().call().accepted(), "");
    var record = row.call().end().map(KeptCall::record);
    if (row.call().standing() instanceof Standing.Runs(_, Instant since)) {
      add(events, "Running", since, "");
    }
    record
        .flatMap(InvocationRecord::startTime)
        .ifPresent(start -> add(events, "Running", start, ""));
    record.ifPresent(end -> add(events, status(row), end.endTime(), end.errorType().orElse("")));
    return events;
  }

  private static void add(List<Event> events, String status, Instant time, String detail) {
    events.add(new Event(events.size() + 1L, status, time.toEpochMilli(), detail));
  }

  private static boolean failed(InvocationRecord record) {
    return record.status() != InvocationStatus.Succeeded;
  }

  private static Optional<String> said(InvocationRecord record) {
    return record
        .result()
        .flatMap(InvocationResult::content)
        .map(StatefulBody::text)
        .or(record::errorType);
  }

  private static String text(Payload payload) {
    return new String(payload.bytes(), StandardCharsets.UTF_8);
  }
}
