// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.standalone;

/** Why we do not start, in a sentence for the person at the terminal: what is wrong, what to do. */
final class StartRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  StartRefusedException(String message) {
    super(message, null, false, false);
  }
}
