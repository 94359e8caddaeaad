// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.runtime;

/**
 * How one run ended and what it took.
 *
 * @param durationMs from the request on the wire to its answer
 * @param memoryUsedMB the runtime's largest resident size so far
 */
public record RunReport(RunResult result, double durationMs, double memoryUsedMB) {}
