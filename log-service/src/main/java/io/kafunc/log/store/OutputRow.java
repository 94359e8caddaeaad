// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.log.store;

/**
 * One line a function wrote, as the store files it; {@link #event} is an encoded {@code
 * OutputWritten} of this line alone. Filled anew for each row by the one thread that adds.
 */
public final class OutputRow {

  public final Slice accountId = new Slice();
  public final Slice serviceName = new Slice();
  public final Slice functionName = new Slice();
  public final Slice requestId = new Slice();
  public final Slice instanceId = new Slice();
  public final Slice message = new Slice();
  public final Slice event = new Slice();

  /** When it was written, in microseconds since the epoch. */
  public long time;

  /** Order within its instance. */
  public long sequence;
}
