// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.eventlog;

/**
 * A reader holds less than it was given: what it had not kept yet is gone. Its tail asks it again
 * where to begin and gives it the rest once more.
 */
public final class BehindException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public BehindException(String message) {
    super(message);
  }
}
