// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.log.decode;

import static java.util.Map.entry;

import io.kafunc.log.store.InvocationRow;
import io.kafunc.schemas.invocation.InvocationStatus;
import java.util.Map;

/** Which fields of an {@code InvocationRecord} go where in a row. */
final class RecordFields {

  private RecordFields() {}

  static Map<String, Take> of(InvocationRow row) {
    return Map.ofEntries(
        entry("requestId", new Take.Text(row.requestId)),
        entry("accountId", new Take.Text(row.accountId)),
        entry("serviceName", new Take.Text(row.serviceName)),
        entry("functionName", new Take.Text(row.functionName)),
        entry("qualifier", new Take.Text(row.qualifier)),
        entry("externalServiceVersion", new Take.Text(row.version)),
        entry("startTime", new Take.Whole(time -> row.ran = time != 0, 0)),
        entry("endTime", new Take.Whole(time -> row.endTime = time, 0)),
        entry("coldStartMs", new Take.Decimal(millis -> row.coldStart = millis > 0)),
        entry("durationMs", new Take.Decimal(millis -> row.duration = Math.round(millis * 1000))),
        entry("status", new Take.Symbol<>(InvocationStatus.class, s -> row.status = s)),
        entry("attempt", new Take.Whole(attempt -> row.attempt = (int) attempt, 1)));
  }
}
