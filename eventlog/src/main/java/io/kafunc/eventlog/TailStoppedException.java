// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.eventlog;

/** The tail that was waited for has stopped, by a failing reader or because it was closed. */
public final class TailStoppedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public TailStoppedException(String message, Throwable cause) {
    super(message, cause);
  }
}
