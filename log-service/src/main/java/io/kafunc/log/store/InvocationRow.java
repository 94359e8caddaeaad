// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.log.store;

import io.kafunc.schemas.invocation.InvocationStatus;

/**
 * What the store needs to know of one attempt's record to file it; the record itself is {@link
 * #event}, the encoded event it came in. Filled anew for each row by the one thread that adds.
 */
public final class InvocationRow {

  public final Slice requestId = new Slice();
  public final Slice accountId = new Slice();
  public final Slice serviceName = new Slice();
  public final Slice functionName = new Slice();
  public final Slice qualifier = new Slice();
  public final Slice version = new Slice();
  public final Slice event = new Slice();

  /** End of the attempt in microseconds since the epoch. */
  public long endTime;

  public int attempt;
  public InvocationStatus status;

  /** Whether the call ended with it, or another attempt followed. */
  public boolean terminal;

  /** Whether the function began to run. */
  public boolean ran;

  public boolean coldStart;

  /** Run of the handler in microseconds. */
  public long duration;
}
