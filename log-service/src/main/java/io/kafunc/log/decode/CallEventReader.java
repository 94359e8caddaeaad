// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.log.decode;

import io.kafunc.log.store.InvocationRow;
import io.kafunc.schemas.Schemas;
import io.kafunc.schemas.avro.WriterSchemas;
import java.util.Map;

/** Reads events of kafunc.call-events: records of attempts of asynchronous calls. One thread. */
public final class CallEventReader {

  private final InvocationRow row = new InvocationRow();
  private final EventReader events;
  private boolean hasRecord;
  private long epoch;

  public CallEventReader(WriterSchemas writers) {
    Map<String, Take> settled =
        Map.of(
            "epoch",
            new Take.Whole(e -> epoch = e, 0),
            "record",
            new Take.Inner(RecordFields.of(row), there -> hasRecord = there));
    this.events =
        new EventReader(
            Schemas.CALL_EVENT, writers, Map.of("CallDone", settled, "CallDelayed", settled));
  }

  /** The row of an event, good until the next is read; null when it has none. */
  public InvocationRow read(byte[] event) {
    hasRecord = false;
    String kind = events.read(event);
    row.terminal = kind.equals("CallDone");
    row.event.at(event);
    return hasRecord ? row : null;
  }

  /** The epoch of the owner that wrote the event read last, if it has a row. */
  public long epoch() {
    return epoch;
  }
}
