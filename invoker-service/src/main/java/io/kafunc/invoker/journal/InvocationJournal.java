// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.journal;

import io.kafunc.invoker.catalog.FunctionSpec;
import io.kafunc.invoker.invocation.CallJournal;
import io.kafunc.invoker.invocation.Invocation;
import io.kafunc.invoker.invocation.Outcome;
import io.kafunc.schemas.Schemas;
import io.kafunc.schemas.Topics;
import io.kafunc.schemas.avro.EventCodec;
import io.kafunc.schemas.avro.WriterSchemas;
import io.kafunc.schemas.invocation.InvocationEvent;
import io.kafunc.schemas.invocation.InvocationEvent.InvocationCompleted;
import io.kafunc.schemas.invocation.InvocationEvent.RecordsDropped;
import io.kafunc.schemas.invocation.OutputWritten;
import java.time.Clock;
import java.time.Instant;

/**
 * What remains of a call: its record in kafunc.invocations, its lines in kafunc.output (F-24,
 * F-26), both under the request id. Callers only hand over; encoding and sending is the outbox's.
 */
final class InvocationJournal implements CallJournal {

  private final Outbox outbox;
  private final Clock clock;
  private final EventCodec<InvocationEvent> invocations = codec();
  private final EventCodec<OutputWritten> output =
      Schemas.codec(Schemas.OUTPUT, WriterSchemas.NONE);

  InvocationJournal(Outbox outbox, Clock clock) {
    this.outbox = outbox;
    this.clock = clock;
  }

  @Override
  public void ended(Invocation invocation, Outcome outcome) {
    var record = InvocationRecords.of(invocation, outcome, clock.instant());
    outbox.add(
        () ->
            new Letter(
                Topics.INVOCATIONS,
                record.requestId(),
                invocations.encode(new InvocationCompleted(record))));
  }

  @Override
  public Lines lines(FunctionSpec function, String instanceId, String requestId) {
    var log = function.service().logConfig();
    if (log.project().isEmpty() || log.logstore().isEmpty()) {
      return Lines.NONE;
    }
    return new CallLines(function, instanceId, requestId, this::written);
  }

  private void written(OutputWritten lines) {
    outbox.add(() -> new Letter(Topics.OUTPUT, lines.requestId(), output.encode(lines)));
  }

  /** The letter that owns up to a gap. */
  static DroppedLetters.Report gapOf(String node) {
    var codec = codec();
    return (long count, Instant from, Instant to) ->
        new Letter(
            Topics.INVOCATIONS, node, codec.encode(new RecordsDropped(node, count, from, to)));
  }

  private static EventCodec<InvocationEvent> codec() {
    return Schemas.codec(Schemas.INVOCATION, WriterSchemas.NONE);
  }
}
