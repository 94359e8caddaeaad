// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.queue;

/** An open call, its queue and where it stands. */
public record OpenCall(long offset, String queue, Standing standing) {}
