// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.log.lucene;

import io.kafunc.schemas.Schemas;
import io.kafunc.schemas.avro.AvroCodec;
import io.kafunc.schemas.avro.EventCodec;
import io.kafunc.schemas.avro.UndecodableException;
import io.kafunc.schemas.avro.WriterSchemas;
import io.kafunc.schemas.call.CallEvent;
import io.kafunc.schemas.call.CallEvent.CallDelayed;
import io.kafunc.schemas.call.CallEvent.CallDone;
import io.kafunc.schemas.invocation.InvocationEvent;
import io.kafunc.schemas.invocation.InvocationEvent.InvocationCompleted;
import io.kafunc.schemas.invocation.InvocationRecord;
import io.kafunc.schemas.invocation.OutputWritten;
import java.util.Optional;

/** Reads rows back: each is the event it came in, of whatever version that was. Thread-safe. */
final class StoredEvents {

  private final EventCodec<InvocationEvent> invocations;
  private final EventCodec<CallEvent> calls;
  private final EventCodec<OutputWritten> output;

  StoredEvents(WriterSchemas writers) {
    this.invocations = Schemas.codec(Schemas.INVOCATION, writers);
    this.calls = Schemas.codec(Schemas.CALL_EVENT, writers);
    this.output = Schemas.codec(Schemas.OUTPUT, writers);
  }

  InvocationRecord invocation(byte[] event) {
    return recordOf(event)
        .orElseThrow(() -> new IllegalStateException("an event without a record was stored"));
  }

  OutputWritten output(byte[] event) {
    return output.decode(event);
  }

  private Optional<InvocationRecord> recordOf(byte[] event) {
    if (AvroCodec.fingerprint(event) == Schemas.CALL_EVENT.fingerprint()) {
      return recordOf(calls.decode(event));
    }
    try {
      return invocations.decode(event) instanceof InvocationCompleted(var record)
          ? Optional.of(record)
          : Optional.empty();
    } catch (UndecodableException _) {
      return recordOf(calls.decode(event));
    }
  }

  private static Optional<InvocationRecord> recordOf(CallEvent event) {
    return switch (event) {
      case CallDone done -> done.record();
      case CallDelayed delayed -> delayed.record();
      case CallEvent.CallStarted _,
          CallEvent.CallCancelled _,
          CallEvent.CallDelivered _,
          CallEvent.CallForgotten _,
          CallEvent.CallLapsed _ ->
          Optional.empty();
    };
  }
}
