// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.pool;

/** How many calls wait in all pools together. Guarded by the pool's lock. */
final class WaitingCalls {

  int count;
}
