// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.drain;

import java.util.concurrent.atomic.AtomicLong;

/** Memory that all queues of a process share for payloads. Thread-safe. */
final class ByteBudget {

  private final long limit;
  private final AtomicLong used = new AtomicLong();

  ByteBudget(long limit) {
    this.limit = limit;
  }

  /** Takes it if it is there. */
  boolean tryTake(long bytes) {
    long now = used.get();
    while (now + bytes <= limit) {
      if (used.compareAndSet(now, now + bytes)) {
        return true;
      }
      now = used.get();
    }
    return false;
  }

  /** Takes it in any case: the head of a queue has to be held, or it would never run. */
  void take(long bytes) {
    used.addAndGet(bytes);
  }

  void giveBack(long bytes) {
    used.addAndGet(-bytes);
  }

  long free() {
    return Math.max(0, limit - used.get());
  }
}
