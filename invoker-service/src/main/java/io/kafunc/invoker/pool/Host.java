// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.pool;

/** What the machine has left for another instance. Thread-safe, quick. */
@FunctionalInterface
public interface Host {

  /** In MB; very large where it cannot be known. */
  long availableMemoryMB();

  /** The part of all processors that idled lately, 0 to 1; 1 where it cannot be known. */
  default double idleCpu() {
    return 1;
  }
}
