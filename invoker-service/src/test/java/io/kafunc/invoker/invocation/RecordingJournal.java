// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.invocation;

import io.kafunc.invoker.catalog.FunctionSpec;
import io.kafunc.invoker.journal.InvocationRecords;
import io.kafunc.schemas.invocation.InvocationRecord;
import io.kafunc.schemas.invocation.OutputLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Keeps in memory what the journal would send. */
final class RecordingJournal implements CallJournal {

  static final Instant END = Instant.parse("2020-10-22T01:00:01Z");

  final List<InvocationRecord> records = Collections.synchronizedList(new ArrayList<>());
  final List<String> lines = Collections.synchronizedList(new ArrayList<>());

  @Override
  public Lines lines(FunctionSpec function, String instanceId, String requestId) {
    var mine = new ArrayList<String>();
    return new Lines() {
      @Override
      public void accept(OutputLine line) {
        mine.add(line.message());
      }

      @Override
      public void close() {
        lines.addAll(mine);
      }
    };
  }

  @Override
  public void ended(Invocation invocation, Outcome outcome) {
    records.add(InvocationRecords.of(invocation, outcome, END));
  }
}
