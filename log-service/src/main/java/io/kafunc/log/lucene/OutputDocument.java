// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.log.lucene;

import io.kafunc.log.store.OutputRow;
import java.util.List;
import org.apache.lucene.document.Field;

/** The document of a line, one object for all rows. Not safe for several threads. */
final class OutputDocument {

  private final byte[] requestHash = new byte[Long.BYTES];
  private final BytesCell request = new BytesCell(Columns.REQUEST, Columns.TERM);
  private final BytesCell account = new BytesCell(Columns.ACCOUNT, Columns.TERM);
  private final BytesCell service = new BytesCell(Columns.SERVICE, Columns.TERM);
  private final BytesCell function = new BytesCell(Columns.FUNCTION, Columns.TERM);
  private final TextCell message = new TextCell(Columns.MESSAGE);
  private final NumberCell time = new NumberCell(Columns.TIME, Columns.SPAN);
  private final BytesCell key = new BytesCell(Columns.KEY, Columns.BYTES);
  private final BytesCell event = new BytesCell(Columns.EVENT, Columns.STORED);
  private final List<Field> fields =
      List.of(request, account, service, function, message, time, key, event);

  List<Field> of(OutputRow row, Key rowKey) {
    Key.hashInto(requestHash, row.requestId);
    request.set(requestHash, 0, requestHash.length);
    account.set(row.accountId);
    service.set(row.serviceName);
    function.set(row.functionName);
    message.set(row.message);
    time.set(row.time);
    key.set(rowKey.bytes(), 0, rowKey.length());
    event.set(row.event);
    return fields;
  }
}
