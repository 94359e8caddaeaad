// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.schemas.invocation;

/** Where a call stands; all but Enqueued and Running are final. */
public enum InvocationStatus {
  Enqueued,
  Running,
  Succeeded,
  Failed,
  TimedOut,
  Throttled,
  Expired,
  Stopped
}
