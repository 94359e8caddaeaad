// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.eventlog;

import java.time.Duration;

/**
 * The election of the one writer of each partition of a topic. It suggests; the epoch taken with
 * {@link EventLog#own} decides.
 */
public interface Ownership extends AutoCloseable {

  /** Told on the election's own thread: must return at once. */
  interface Listener {

    void gained(int partition);

    /** Given up, taken away, or the election has ended; may come without a {@link #gained}. */
    void lost(int partition);
  }

  /** Stands for election, once. */
  void start(Listener listener);

  /**
   * Gives up what it holds and stands again: what to do after a fence error, for nobody takes an
   * epoch again without being elected again. Returns at once; the listener hears of it.
   */
  void standAgain();

  /** An upper bound of the time since the last heartbeat the others have seen. */
  Duration lastHeartbeatAge();

  /** After this long without a heartbeat another node may have been elected. */
  Duration session();

  /** Whether nobody else can have been elected unnoticed. */
  default boolean fresh() {
    return lastHeartbeatAge().compareTo(session()) < 0;
  }

  /**
   * Steps down at once: the others need not wait for the session to end. Waits, bounded, until the
   * listener has heard of it; closed again, it does nothing.
   */
  @Override
  void close();
}
