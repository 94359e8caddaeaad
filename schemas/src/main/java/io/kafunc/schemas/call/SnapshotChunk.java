// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.schemas.call;

import io.kafunc.schemas.Payload;

/** A piece of an encoded {@link CallSnapshot}; the value of kafunc.call-index. */
public record SnapshotChunk(long epoch, long sequence, int chunk, int chunks, Payload content) {}
