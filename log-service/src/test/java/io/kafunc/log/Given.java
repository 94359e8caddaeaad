// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.log;

import io.kafunc.log.store.InvocationRow;
import io.kafunc.log.store.OutputRow;
import io.kafunc.schemas.Schemas;
import io.kafunc.schemas.avro.WriterSchemas;
import io.kafunc.schemas.invocation.InvocationEvent.InvocationCompleted;
import io.kafunc.schemas.invocation.InvocationRecord;
import io.kafunc.schemas.invocation.InvocationStatus;
import io.kafunc.schemas.invocation.InvocationType;
import io.kafunc.schemas.invocation.OutputLine;
import io.kafunc.schemas.invocation.OutputWritten;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Records and lines for tests. */
public final class Given {

  public static final String ACCOUNT = "1000000000000000";
  public static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  private Given() {}

  /** The id of the n-th call; ids ascend with n. */
  public static String id(int n) {
    return "0199f000-0000-7000-8000-%012x".formatted(n);
  }

  /** A call of shop.PROD/pay that succeeded in 5 ms on version 1. */
  public static InvocationRecord call(int n, Instant end) {
    return call(n, end, "shop", "pay", "PROD", "1", InvocationStatus.Succeeded, 5.0);
  }

  public static InvocationRecord call(
      int n,
      Instant end,
      String service,
      String function,
      String qualifier,
      String version,
      InvocationStatus status,
      double durationMs) {
    return attempt(n, 1, end, service, function, qualifier, version, status, durationMs, 0);
  }

  public static InvocationRecord attempt(
      int n,
      int attempt,
      Instant end,
      String service,
      String function,
      String qualifier,
      String version,
      InvocationStatus status,
      double durationMs,
      double coldStartMs) {
    boolean succeeded = status == InvocationStatus.Succeeded;
    return new InvocationRecord(
        id(n),
        ACCOUNT,
        service,
        function,
        qualifier,
        version,
        false,
        InvocationType.Sync,
        Optional.empty(),
        Optional.empty(),
        end.minusMillis(20),
        status == InvocationStatus.Throttled ? Optional.empty() : Optional.of(end.minusMillis(10)),
        end,
        1.5,
        coldStartMs,
        durationMs,
        durationMs,
        status,
        succeeded ? Optional.empty() : Optional.of("UnhandledInvocationError"),
        32,
        Optional.of("c-1"),
        attempt,
        "on-demand");
  }

  public static OutputWritten line(int call, Instant time, long sequence, String message) {
    return new OutputWritten(
        ACCOUNT,
        "project",
        "logstore",
        "shop",
        "pay",
        "PROD",
        "1",
        id(call),
        "c-1",
        List.of(new OutputLine(time, sequence, message)));
  }

  /** The row of a record that ended its call. */
  public static InvocationRow row(InvocationRecord record) {
    return row(record, true);
  }

  public static InvocationRow row(InvocationRecord record, boolean terminal) {
    var row = new InvocationRow();
    row.requestId.of(record.requestId());
    row.accountId.of(record.accountId());
    row.serviceName.of(record.serviceName());
    row.functionName.of(record.functionName());
    row.qualifier.of(record.qualifier());
    row.version.of(record.externalServiceVersion());
    row.event.at(
        Schemas.codec(Schemas.INVOCATION, WriterSchemas.NONE)
            .encode(new InvocationCompleted(record)));
    row.endTime = micros(record.endTime());
    row.attempt = record.attempt();
    row.status = record.status();
    row.terminal = terminal;
    row.ran = record.startTime().isPresent();
    row.coldStart = record.coldStartMs() > 0;
    row.duration = Math.round(record.durationMs() * 1000);
    return row;
  }

  public static OutputRow row(OutputWritten written) {
    OutputLine line = written.lines().getFirst();
    var row = new OutputRow();
    row.accountId.of(written.accountId());
    row.serviceName.of(written.serviceName());
    row.functionName.of(written.functionName());
    row.requestId.of(written.requestId());
    row.instanceId.of(written.instanceId());
    row.message.of(line.message());
    row.event.at(Schemas.codec(Schemas.OUTPUT, WriterSchemas.NONE).encode(written));
    row.time = micros(line.time());
    row.sequence = line.sequence();
    return row;
  }

  public static long micros(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }
}
