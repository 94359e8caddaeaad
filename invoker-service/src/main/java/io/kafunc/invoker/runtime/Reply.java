// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.runtime;

/** How one exchange with an instance ended. */
sealed interface Reply {

  record Result(byte[] body) implements Reply {}

  /**
   * @param handled whether the function itself reported it (Node's {@code callback(err)})
   * @param fatal whether the process ends after it
   */
  record Failure(boolean handled, boolean fatal, byte[] body) implements Reply {}

  record Overdue() implements Reply {}

  /** Nobody waits for the answer any more. */
  record Stopped() implements Reply {}

  /**
   * The connection closed before an answer.
   *
   * @param sent whether the request may have reached the instance
   */
  record Lost(boolean sent) implements Reply {}
}
