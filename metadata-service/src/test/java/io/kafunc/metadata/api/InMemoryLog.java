// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.api;

import io.kafunc.eventlog.InMemoryEventLog;
import io.kafunc.eventlog.LocalReaders;
import io.kafunc.eventlog.ScriptedOwnership;
import io.kafunc.metadata.write.MetadataLog;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.util.UUID;

/** The log of API tests: in memory, and always ours. */
@Factory
@Requires(property = "kafunc.metadata.in-memory")
final class InMemoryLog {

  @Singleton
  MetadataLog log(LocalReaders localReaders) {
    return new MetadataLog(
        UUID.randomUUID().toString(),
        new InMemoryEventLog<>("kafunc.metadata", localReaders),
        ScriptedOwnership.elected());
  }
}
