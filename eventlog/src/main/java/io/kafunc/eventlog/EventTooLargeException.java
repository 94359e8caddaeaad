// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.eventlog;

/** An event that no broker takes; nothing was appended. */
public final class EventTooLargeException extends IllegalArgumentException {

  private final int max;

  /**
   * @param bytes what it has, key and value together
   * @param max what it may have
   */
  public EventTooLargeException(int bytes, int max) {
    super("a record of " + bytes + " bytes exceeds " + max);
    this.max = max;
  }

  /** Bytes that an event may have. */
  public int max() {
    return max;
  }
}
