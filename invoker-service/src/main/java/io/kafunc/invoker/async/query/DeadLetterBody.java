// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.kafunc.httpapi.FcTime;
import io.kafunc.schemas.Payload;
import io.kafunc.schemas.call.CallSnapshot.KeptCall;
import io.kafunc.schemas.call.InvocationRequested;
import io.kafunc.schemas.invocation.InvocationResult;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * A dead letter in an answer.
 *
 * @param status how the call ended; {@code Succeeded} when only its destination could not be told
 * @param destinationStatus {@code Succeeded}, or why its destination could not be told
 * @param error what the function said, when that is short
 * @param payload the event in base64, when a single letter is asked for
 */
@JsonInclude(Include.NON_ABSENT)
record DeadLetterBody(
    String requestId,
    String serviceName,
    String functionName,
    String qualifier,
    String status,
    Optional<String> errorType,
    Optional<String> error,
    Optional<String> destinationStatus,
    String acceptedTime,
    String endTime,
    int attempt,
    Optional<String> payload) {

  static DeadLetterBody of(KeptCall letter) {
    return of(letter, Optional.empty());
  }

  static DeadLetterBody of(KeptCall letter, Optional<InvocationRequested> call) {
    var record = letter.record();
    return new DeadLetterBody(
        record.requestId(),
        record.serviceName(),
        record.functionName(),
        record.qualifier(),
        record.status().name(),
        record.errorType(),
        record.result().flatMap(InvocationResult::content).map(DeadLetterBody::text),
        letter.keeping().delivery(),
        FcTime.millis(record.acceptedTime()),
        FcTime.millis(record.endTime()),
        record.attempt(),
        call.map(each -> Base64.getEncoder().encodeToString(each.payload().bytes())));
  }

  private static String text(Payload content) {
    return new String(content.bytes(), StandardCharsets.UTF_8);
  }

  /** A page of dead letters. */
  @JsonInclude(Include.NON_ABSENT)
  record Page(List<DeadLetterBody> deadLetters, Optional<String> nextToken) {}
}
