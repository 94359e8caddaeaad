// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.pool;

import io.kafunc.invoker.runtime.Instance;

/** An instance in its pool: how many calls it has. Guarded by the pool's lock. */
final class Member {

  final Instance instance;
  final long joined;
  final Meter meter = new Meter();
  int running;
  long idleSince;
  boolean coldStartPaid;
  boolean provisioned;

  /** Its last calls run: no new one goes there (F-41). */
  boolean released;

  /** Its hook runs before it is frozen: no call goes there meanwhile. */
  boolean goingToRest;

  /** Its next call thaws it. */
  boolean frozen;

  boolean removed;

  Member(Instance instance, long now) {
    this.instance = instance;
    this.joined = now;
    this.idleSince = now;
  }

  boolean idle() {
    return running == 0;
  }

  boolean isOnDemand() {
    return !provisioned;
  }
}
