// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.pool;

/** Whether calls are run in this process, or forwarded to another that is elected. */
@FunctionalInterface
public interface RunsCalls {

  boolean here();
}
