// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.httpapi;

/**
 * Carries a refusal through code that can only throw: controllers, filters, parsers of requests.
 * Has no stack trace, since it is an answer and no fault, and throwing it has to be cheap.
 */
public final class FcException extends RuntimeException {

  private final transient FcError error;

  public FcException(FcError error) {
    super(error.code().code() + ": " + error.message(), null, false, false);
    this.error = error;
  }

  public FcError error() {
    return error;
  }
}
