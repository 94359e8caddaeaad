// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.eventlog;

/** An append whose fate is unknown: only the log, read to its end under a new epoch, can say. */
public final class UnclearAppendException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public UnclearAppendException(String message, Throwable cause) {
    super(message, cause);
  }
}
