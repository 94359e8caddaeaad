// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.drain;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes a loop: any number of rings before it looks count as one. Thread-safe. */
final class Bell {

  private final Semaphore rings = new Semaphore(0);

  void ring() {
    if (rings.availablePermits() == 0) {
      rings.release();
    }
  }

  /** Waits for a ring, or for as long as this. */
  void await(Duration atMost) throws InterruptedException {
    if (rings.tryAcquire(Math.max(atMost.toNanos(), 0), TimeUnit.NANOSECONDS)) {
      rings.drainPermits();
    }
  }
}
