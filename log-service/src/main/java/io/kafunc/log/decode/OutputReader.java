// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.log.decode;

import io.kafunc.log.store.OutputRow;
import io.kafunc.schemas.Schemas;
import io.kafunc.schemas.avro.UndecodableException;
import io.kafunc.schemas.avro.WriterSchemas;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.avro.Schema;

/**
 * Reads events of kafunc.output line by line. Each line's own event is that of all lines with the
 * others cut out, so it is read back by the same schema. One thread.
 */
public final class OutputReader {

  private static final byte ONE = 2;

  private final OutputRow row = new OutputRow();
  private final EventReader events;
  private final AvroBytes in = new AvroBytes();
  private int linesFrom;
  private int linesTo;
  private Schema lineSchema;
  private Schema knownSchema;
  private RecordReader line;
  private byte[] single = new byte[1024];

  public OutputReader(WriterSchemas writers) {
    this.events =
        new EventReader(
            Schemas.OUTPUT,
            writers,
            Map.of(
                "OutputWritten",
                Map.of(
                    "accountId", new Take.Text(row.accountId),
                    "serviceName", new Take.Text(row.serviceName),
                    "functionName", new Take.Text(row.functionName),
                    "requestId", new Take.Text(row.requestId),
                    "instanceId", new Take.Text(row.instanceId),
                    "lines", new Take.Place(this::linesAt))));
  }

  /** Hands out a row for each line, good until it returns. */
  public void read(byte[] event, Consumer<OutputRow> rows) {
    events.read(event);
    try {
      in.at(event, linesFrom);
      for (long count = in.block(); count > 0; count = in.block()) {
        for (long i = 0; i < count; i++) {
          int from = in.at();
          line().read(in);
          takeOut(event, from, in.at());
          rows.accept(row);
        }
      }
    } catch (IndexOutOfBoundsException e) {
      throw new UndecodableException("torn lines: " + e.getMessage(), e);
    }
  }

  /** All before the lines, an array of this one, all behind the lines. */
  private void takeOut(byte[] event, int from, int to) {
    int behind = event.length - linesTo;
    int length = linesFrom + 1 + (to - from) + 1 + behind;
    if (single.length < length) {
      single = new byte[length * 2];
    }
    System.arraycopy(event, 0, single, 0, linesFrom);
    single[linesFrom] = ONE;
    System.arraycopy(event, from, single, linesFrom + 1, to - from);
    single[linesFrom + 1 + to - from] = 0;
    System.arraycopy(event, linesTo, single, length - behind, behind);
    row.event.at(single, 0, length);
  }

  private RecordReader line() {
    if (knownSchema != lineSchema) {
      knownSchema = lineSchema;
      line =
          RecordReader.of(
              lineSchema,
              Map.of(
                  "time", new Take.Whole(time -> row.time = time, 0),
                  "sequence", new Take.Whole(sequence -> row.sequence = sequence, 0),
                  "message", new Take.Text(row.message)));
    }
    return line;
  }

  private void linesAt(Schema array, int from, int to) {
    lineSchema = array.getElementType();
    linesFrom = from;
    linesTo = to;
  }
}
