// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.drain;

import io.kafunc.eventlog.Node;
import io.kafunc.invoker.async.AsyncSettings;
import io.kafunc.invoker.async.CallRules;
import io.kafunc.invoker.async.destination.Destinations;
import io.kafunc.invoker.async.queue.CallRule;
import io.kafunc.invoker.async.queue.DispatchPolicy;
import io.kafunc.invoker.invocation.Invocation;
import io.kafunc.invoker.invocation.Invoke;
import io.kafunc.schemas.avro.WriterSchemas;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;

/**
 * What every owner of a partition works with.
 *
 * @param generation of kafunc.calls
 * @param elected whether nobody else can have been elected unnoticed
 * @param session after which somebody else may have been
 * @param executor makes a virtual thread for each task
 */
record Surroundings(
    Node node,
    int generation,
    AsyncSettings settings,
    DispatchPolicy dispatch,
    CallRules rules,
    Invoke invoke,
    Clock clock,
    BooleanSupplier elected,
    Duration session,
    WriterSchemas writers,
    CallReader reader,
    CallFetcher fetcher,
    SnapshotStore snapshots,
    Tombstones tombstones,
    Results results,
    Destinations destinations,
    Parking parking,
    Attempts attempts,
    ByteBudget budget,
    Executor executor) {

  /** How a call is treated, as of now. */
  CallRule rule(Invocation call) {
    return rules.of(call.accountId(), call.serviceName(), call.qualifier(), call.functionName());
  }

  /** Whether what was appended at {@code since} (nanoseconds) may still be acted upon. */
  boolean mayAct(long since) {
    return System.nanoTime() - since < session.toNanos() / 2 && elected.getAsBoolean();
  }
}
