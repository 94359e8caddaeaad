// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.eventlog;

/** Another node writes this partition now. Nothing may be retried before the next election. */
public final class OwnershipLostException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public OwnershipLostException(String message, Throwable cause) {
    super(message, cause);
  }
}
