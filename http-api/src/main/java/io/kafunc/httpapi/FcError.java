// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.httpapi;

import static java.util.Objects.requireNonNull;

/**
 * A refusal as a value: what a decider or policy returns, and what the edge turns into an answer.
 */
public record FcError(ErrorCode code, String message) {

  public FcError {
    requireNonNull(code, "code is null");
    requireNonNull(message, "message is null");
  }

  /** For the edge, which can only throw. */
  public FcException exception() {
    return new FcException(this);
  }
}
