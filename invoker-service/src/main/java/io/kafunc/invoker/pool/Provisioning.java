// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.pool;

/** What is wanted of provisioned instances in one pool, and how that goes. Guarded by the lock. */
final class Provisioning {

  int wanted;
  boolean alwaysAllocateCPU;
  int starting;
  private int failures;
  private long notBefore;
  private String error = "";

  void want(Ready ready) {
    wanted = ready.instances();
    alwaysAllocateCPU = ready.alwaysAllocateCPU();
  }

  /** Why there are fewer than wanted; empty where nothing is wrong. */
  String error() {
    return error;
  }

  boolean mayStart(long now) {
    return failures == 0 || now - notBefore >= 0;
  }

  void succeeded() {
    failures = 0;
    error = "";
  }

  void failed(String reason, long now) {
    failures++;
    notBefore = now + ProvisionPolicy.pauseNanos(failures);
    error = reason;
  }

  /** Something else than the function keeps instances from being started. */
  void hindered(String reason) {
    error = reason;
  }
}
