// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.pool;

/** How much memory the host has left. */
@FunctionalInterface
public interface HostMemory {

  /** In MB; very large where it cannot be known. */
  long availableMB();
}
