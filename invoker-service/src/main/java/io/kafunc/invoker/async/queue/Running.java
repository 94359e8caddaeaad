// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.queue;

import io.kafunc.schemas.call.CallSnapshot.OpenDelay;
import io.kafunc.schemas.call.CallSnapshot.OpenStart;
import java.time.Instant;
import java.util.Optional;

/**
 * A call that was handed out.
 *
 * @param start is on disk when {@code onDisk} says so
 * @param delay from which it was taken, when this is not its first attempt
 */
record Running(CallQueue queue, OpenStart start, boolean onDisk, Optional<OpenDelay> delay) {

  static Running claimed(CallQueue queue, long offset, Optional<OpenDelay> delay, Instant now) {
    int attempt = delay.map(OpenDelay::attempt).orElse(1);
    int refusals = delay.map(OpenDelay::refusals).orElse(0);
    return new Running(queue, new OpenStart(offset, attempt, "", now, refusals), false, delay);
  }

  static Running interrupted(CallQueue queue, OpenStart start) {
    return new Running(queue, start, true, Optional.empty());
  }

  Claim claim() {
    return new Claim(queue.name(), start.offset(), start.attempt(), start.refusals());
  }

  Standing standing() {
    return new Standing.Runs(start.attempt(), start.time());
  }

  Running startedAt(String node, Instant time) {
    var onDisk = new OpenStart(start.offset(), start.attempt(), node, time, start.refusals());
    return new Running(queue, onDisk, true, Optional.empty());
  }
}
