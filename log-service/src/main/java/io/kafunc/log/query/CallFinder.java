// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.log.query;

import static io.kafunc.httpapi.ErrorCode.INVOCATION_NOT_FOUND;
import static io.kafunc.httpapi.ErrorCode.SERVICE_UNAVAILABLE;

import io.kafunc.log.ingest.Progress;
import io.kafunc.log.query.OpenCalls.State;
import io.kafunc.log.store.LogStore;
import io.kafunc.schemas.call.CallId;
import io.kafunc.schemas.invocation.InvocationRecord;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/**
 * Finds one call, ended or open. Says that there is none only when that is certain: a record may be
 * on its way for two seconds after a call's end, and longer while the ingest catches up. Blocks;
 * safe for any thread.
 */
@Singleton
final class CallFinder {

  private static final long PATIENCE = Duration.ofMillis(2200).toNanos();
  private static final long PAUSE = Duration.ofMillis(100).toNanos();
  private static final Duration LONGEST_CALL = Duration.ofMinutes(15);

  private final LogStore store;
  private final OpenCalls openCalls;
  private final Progress progress;
  private final Clock clock;

  CallFinder(LogStore store, OpenCalls openCalls, Progress progress, Clock clock) {
    this.store = store;
    this.openCalls = openCalls;
    this.progress = progress;
    this.clock = clock;
  }

  /** The body of a call, or the refusal to say. */
  Object find(String accountId, String requestId) {
    Optional<InvocationRecord> ended = store.invocations().find(accountId, requestId);
    if (ended.isPresent()) {
      return InvocationBody.of(ended.get());
    }
    if (CallId.parse(requestId).isPresent()) {
      return switch (openCalls.state(requestId)) {
        case State.Open(var row) -> row;
        case State.Ended() -> awaited(accountId, requestId);
        case State.Unknown() -> throw notFound(requestId);
      };
    }
    if (isOfLate(requestId)) {
      return awaited(accountId, requestId);
    }
    throw missing(requestId);
  }

  /** The refusal for a call that has no record yet: 404, or 503 when nobody can say. */
  RuntimeException noResult(String accountId, String requestId) {
    find(accountId, requestId);
    return notFound(requestId);
  }

  private InvocationBody awaited(String accountId, String requestId) {
    long begun = System.nanoTime();
    while (System.nanoTime() - begun < PATIENCE) {
      LockSupport.parkNanos(PAUSE);
      Optional<InvocationRecord> ended = store.invocations().find(accountId, requestId);
      if (ended.isPresent()) {
        return InvocationBody.of(ended.get());
      }
    }
    throw missing(requestId);
  }

  /** Whether an id says by its time that its call may have ended just now. */
  private boolean isOfLate(String requestId) {
    try {
      UUID id = UUID.fromString(requestId);
      long age = clock.millis() - (id.getMostSignificantBits() >>> 16);
      return id.version() == 7 && age < LONGEST_CALL.toMillis() && age > -LONGEST_CALL.toMillis();
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private RuntimeException missing(String requestId) {
    return progress.isComplete()
        ? notFound(requestId)
        : SERVICE_UNAVAILABLE.saying("the log is still catching up; please retry").exception();
  }

  private static RuntimeException notFound(String requestId) {
    return INVOCATION_NOT_FOUND.with(requestId).exception();
  }
}
