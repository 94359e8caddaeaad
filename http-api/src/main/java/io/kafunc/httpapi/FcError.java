// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.httpapi;

import static java.util.Objects.requireNonNull;

/**
 * A refusal as a value: what a decider or policy returns, and what the edge turns into an answer.
 * Messages quote what came; beyond 2,000 characters they are cut.
 */
public record FcError(ErrorCode code, String message) {

  private static final int MAX_LENGTH = 2_000;

  public FcError {
    requireNonNull(code, "code is null");
    requireNonNull(message, "message is null");
    if (message.length() > MAX_LENGTH) {
      message = message.substring(0, MAX_LENGTH) + "…";
    }
  }

  /** For the edge, which can only throw. */
  public FcException exception() {
    return new FcException(this);
  }
}
