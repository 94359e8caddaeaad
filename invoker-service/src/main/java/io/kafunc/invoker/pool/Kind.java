// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.pool;

/** Who waits for the answer: refused above a limit, or waiting in a queue (F-51). */
public enum Kind {
  SYNC,
  ASYNC
}
