// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.pool;

/**
 * How many instances of one version are kept ready (F-40).
 *
 * @param alwaysAllocateCPU whether they have processor time between calls too, or are frozen like
 *     others (contract 1.9)
 */
public record Ready(int instances, boolean alwaysAllocateCPU) {

  static final Ready NONE = new Ready(0, true);

  static Ready of(int instances) {
    return new Ready(instances, true);
  }
}
