// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.queue;

/** A call taken from its queue for an attempt. */
public record Claim(String queue, long offset, int attempt) {}
