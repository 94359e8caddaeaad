// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.log.store;

/** Stored rows turned out unreadable; they are dropped and read from Kafka again. */
public final class DamagedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public DamagedException(String message, Throwable cause) {
    super(message, cause);
  }
}
