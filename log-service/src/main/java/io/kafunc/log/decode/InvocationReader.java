// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.log.decode;

import io.kafunc.log.store.InvocationRow;
import io.kafunc.schemas.Schemas;
import io.kafunc.schemas.avro.WriterSchemas;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads events of kafunc.invocations: records of synchronous calls. One thread. */
public final class InvocationReader {

  private static final Logger LOG = LoggerFactory.getLogger(InvocationReader.class);

  private final InvocationRow row = new InvocationRow();
  private final EventReader events;

  public InvocationReader(WriterSchemas writers) {
    this.events =
        new EventReader(
            Schemas.INVOCATION,
            writers,
            Map.of(
                "InvocationCompleted",
                Map.of("record", new Take.Inner(RecordFields.of(row), _ -> {}))));
    row.terminal = true;
  }

  /** The row of an event, good until the next is read; null when it has none. */
  public InvocationRow read(byte[] event) {
    String kind = events.read(event);
    if (kind.equals("InvocationCompleted")) {
      row.event.at(event);
      return row;
    }
    if (kind.equals("RecordsDropped")) {
      LOG.warn("an invoker lost records: its spool was full while Kafka was away");
    }
    return null;
  }
}
