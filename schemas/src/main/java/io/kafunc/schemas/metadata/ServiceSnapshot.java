// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.schemas.metadata;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** A service as a published version froze it (F-11). */
public record ServiceSnapshot(
    String serviceId,
    ServiceConfig config,
    Instant createdTime,
    Instant lastModifiedTime,
    long revision,
    List<FunctionSnapshot> functions) {
  public ServiceSnapshot {
    createdTime = createdTime.truncatedTo(ChronoUnit.MICROS);
    lastModifiedTime = lastModifiedTime.truncatedTo(ChronoUnit.MICROS);
    functions = List.copyOf(functions);
  }
}
