// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.drain;

import io.kafunc.invoker.async.queue.Claim;
import io.kafunc.invoker.invocation.Invocation;
import io.kafunc.invoker.invocation.Outcome;
import io.kafunc.schemas.call.InvocationRequested;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/**
 * One run of a call.
 *
 * @param since when its start was on disk
 * @param stop to be completed when nobody wants it any more
 * @param outcome completes when it has ended
 */
record Attempt(
    Claim claim,
    byte[] key,
    InvocationRequested call,
    Invocation invocation,
    Instant since,
    CompletableFuture<Void> stop,
    CompletableFuture<Outcome> outcome) {}
