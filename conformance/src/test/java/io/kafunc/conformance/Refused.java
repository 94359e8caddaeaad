// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.aliyuncs.fc.exceptions.ClientException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What the vendor's client throws when the service refuses. */
final class Refused {

  private Refused() {}

  /** Asserts status, code, a request id and the whole message. */
  static void with(int status, String code, String message, ThrowingCallable call) {
    assertThat(by(status, code, call).getErrorMessage()).isEqualTo(message);
  }

  /** Asserts status, code, a request id and that there is a message. */
  static ClientException by(int status, String code, ThrowingCallable call) {
    var refusal = catchThrowableOfType(ClientException.class, call);
    assertThat(refusal).as("refused").isNotNull();
    assertThat(refusal.getErrorCode()).isEqualTo(code);
    assertThat(refusal.getStatusCode()).isEqualTo(status);
    assertThat(refusal.getErrorMessage()).isNotBlank();
    assertThat(refusal.getRequestId()).hasSize(36);
    return refusal;
  }
}
