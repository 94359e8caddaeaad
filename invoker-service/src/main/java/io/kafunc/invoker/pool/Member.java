// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.pool;

import io.kafunc.invoker.runtime.Instance;

/** An instance in its pool: how many calls it has. Guarded by the pool's lock. */
final class Member {

  final Instance instance;
  int running;
  long idleSince;
  boolean coldStartPaid;
  boolean removed;

  Member(Instance instance, long now) {
    this.instance = instance;
    this.idleSince = now;
  }

  boolean idle() {
    return running == 0;
  }
}
