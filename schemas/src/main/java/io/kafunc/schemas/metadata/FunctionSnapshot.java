// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.schemas.metadata;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** A function as a published version froze it. */
public record FunctionSnapshot(
    String functionName,
    String functionId,
    FunctionConfig config,
    Optional<CodeArchive> code,
    Instant createdTime,
    Instant lastModifiedTime,
    long revision) {
  public FunctionSnapshot {
    createdTime = createdTime.truncatedTo(ChronoUnit.MICROS);
    lastModifiedTime = lastModifiedTime.truncatedTo(ChronoUnit.MICROS);
  }
}
