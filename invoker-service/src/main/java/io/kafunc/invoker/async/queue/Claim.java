// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.queue;

/**
 * A call taken from its queue for an attempt.
 *
 * @param attempt 1 for the first
 * @param refusals attempts before it that failed by our fault
 */
public record Claim(String queue, long offset, int attempt, int refusals) {}
