// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.queue;

/** What became of a call that was read. */
public enum Taken {
  /** It waits in its queue. */
  WAITS,
  /** Its source had sent it before: it is to be settled and never runs. */
  DUPLICATE,
  /** An earlier owner had handed it out and was cut off: it counts as running until given back. */
  INTERRUPTED,
  /** An earlier owner had settled or delayed it. */
  KNOWN
}
