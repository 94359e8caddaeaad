// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.eventlog;

import java.time.Duration;

/** An election that a test decides. Elected from the start unless told otherwise. */
public final class ScriptedOwnership implements Ownership {

  private volatile Listener listener;
  private volatile boolean elected;
  private volatile boolean reelect = true;
  private volatile Duration heartbeatAge = Duration.ZERO;

  /** The only candidate there is. */
  public static ScriptedOwnership elected() {
    return new ScriptedOwnership(true);
  }

  public static ScriptedOwnership notElected() {
    return new ScriptedOwnership(false);
  }

  private ScriptedOwnership(boolean elected) {
    this.elected = elected;
  }

  @Override
  public void start(Listener listener) {
    this.listener = listener;
    if (elected) {
      listener.gained(0);
    }
  }

  public boolean isElected() {
    return elected;
  }

  public void elect() {
    elected = true;
    listener.gained(0);
  }

  public void dismiss() {
    elected = false;
    listener.lost(0);
  }

  /** Whether standing again after a fence error is followed by a new election; true at first. */
  public void reelects(boolean reelect) {
    this.reelect = reelect;
  }

  public void lastHeartbeatAge(Duration age) {
    heartbeatAge = age;
  }

  @Override
  public void standAgain() {
    listener.lost(0);
    if (reelect) {
      listener.gained(0);
    }
  }

  @Override
  public Duration lastHeartbeatAge() {
    return heartbeatAge;
  }

  @Override
  public Duration session() {
    return Duration.ofSeconds(6);
  }

  @Override
  public void close() {
    if (listener != null) {
      listener.lost(0);
    }
  }
}
