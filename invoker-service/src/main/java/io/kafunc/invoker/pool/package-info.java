// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
/**
 * Which call gets which instance. {@code PoolPolicy} decides on values, {@code InstancePool} holds
 * the one lock and does what it says, {@code FunctionPool} is the bookkeeping of one key.
 *
 * <p>A call waits for a busy instance as long as that is quicker than a cold start, synchronous
 * calls too: on a small machine a process per caller would cost everybody more than the wait. A
 * call that has waited as long as a cold start takes gets its instance, whatever was expected.
 */
package io.kafunc.invoker.pool;
