// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.eventlog;

import java.util.List;

/**
 * A reader that survives restarts. It keeps the rows and the position behind them in one database
 * transaction, so that they never disagree; ProjectionContract of the test-jar holds it to that.
 */
public interface Projection<E> extends Reader<E> {

  /** The position behind the last event applied, as the database has it; 0 when it has none. */
  @Override
  long from();

  /** Events below {@link #from()} have been applied before and change nothing. */
  @Override
  void apply(List<Recorded<E>> batch);
}
