// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.log.lucene;

import io.kafunc.log.store.InvocationRow;
import io.kafunc.log.store.Slice;
import io.kafunc.schemas.invocation.InvocationStatus;
import java.util.List;
import org.apache.lucene.document.Field;

/** The document of a record, one object for all rows. Not safe for several threads. */
final class InvocationDocument {

  static final String YES = "y";
  private static final InvocationStatus[] STATUSES = InvocationStatus.values();

  private final byte[] requestHash = new byte[Long.BYTES];
  private final BytesCell request = new BytesCell(Columns.REQUEST, Columns.TERM);
  private final BytesCell account = new BytesCell(Columns.ACCOUNT, Columns.TERM);
  private final BytesCell service = new BytesCell(Columns.SERVICE, Columns.TERM);
  private final BytesCell function = new BytesCell(Columns.FUNCTION, Columns.TERM);
  private final BytesCell qualifier = new BytesCell(Columns.QUALIFIER, Columns.TERM);
  private final BytesCell version = new BytesCell(Columns.VERSION, Columns.COUNTED_TERM);
  private final BytesCell status = new BytesCell(Columns.STATUS, Columns.TERM);
  private final BytesCell followed = new BytesCell(Columns.FOLLOWED, Columns.TERM);
  private final NumberCell time = new NumberCell(Columns.TIME, Columns.SPAN);
  private final BytesCell key = new BytesCell(Columns.KEY, Columns.BYTES);
  private final NumberCell duration = new NumberCell(Columns.DURATION, Columns.NUMBER);
  private final NumberCell outcome = new NumberCell(Columns.OUTCOME, Columns.NUMBER);
  private final BytesCell event = new BytesCell(Columns.EVENT, Columns.STORED);

  private final Slice[] statusNames = new Slice[STATUSES.length];
  private final List<Field> terminal =
      List.of(
          request, account, service, function, qualifier, version, status, time, key, duration,
          outcome, event);
  private final List<Field> retried =
      List.of(
          request, account, service, function, qualifier, version, status, time, key, duration,
          outcome, event, followed);

  InvocationDocument() {
    for (InvocationStatus each : STATUSES) {
      statusNames[each.ordinal()] = new Slice().of(each.name());
    }
    followed.set(new Slice().of(YES));
  }

  List<Field> of(InvocationRow row, Key rowKey) {
    Key.hashInto(requestHash, row.requestId);
    request.set(requestHash, 0, requestHash.length);
    account.set(row.accountId);
    service.set(row.serviceName);
    function.set(row.functionName);
    qualifier.set(row.qualifier);
    version.set(row.version);
    status.set(statusNames[row.status.ordinal()]);
    time.set(row.endTime);
    key.set(rowKey.bytes(), 0, rowKey.length());
    duration.set(row.duration);
    outcome.set(outcome(row));
    event.set(row.event);
    return row.terminal ? terminal : retried;
  }

  private static long outcome(InvocationRow row) {
    return Outcome.of(row.status == InvocationStatus.Succeeded, row.ran, row.coldStart);
  }
}
