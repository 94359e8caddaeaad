// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.object;

/** A request in the object protocol is refused; no fault, and without a stack. */
public final class ObjectRefusedException extends RuntimeException {

  private final transient ObjectError error;

  ObjectRefusedException(ObjectError error, String message) {
    super(message, null, false, false);
    this.error = error;
  }

  ObjectError error() {
    return error;
  }
}
