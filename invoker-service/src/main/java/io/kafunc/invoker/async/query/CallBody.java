// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.kafunc.httpapi.FcTime;
import io.kafunc.invoker.async.drain.OpenCalls.OpenRow;
import io.kafunc.schemas.invocation.InvocationStatus;
import io.kafunc.schemas.invocation.InvocationType;
import java.util.Optional;

/**
 * An open call in an answer: the row of an ended one (log-service), as far as it is known before
 * the end.
 *
 * @param status {@code Enqueued} or {@code Running}
 * @param startTime when it was handed out, of one that runs
 */
@JsonInclude(Include.NON_EMPTY)
record CallBody(
    String requestId,
    String serviceName,
    String functionName,
    String qualifier,
    String invocationType,
    Optional<String> triggerName,
    Optional<String> triggerType,
    String acceptedTime,
    Optional<String> startTime,
    String status,
    int attempt) {

  static CallBody of(OpenRow row) {
    var call = row.call();
    return new CallBody(
        row.id().toString(),
        call.serviceName(),
        call.functionName(),
        call.qualifier(),
        InvocationType.Async.name(),
        call.triggerName(),
        call.triggerType(),
        FcTime.millis(call.acceptedTime()),
        row.startTime().map(FcTime::millis),
        (row.runs() ? InvocationStatus.Running : InvocationStatus.Enqueued).name(),
        row.attempt());
  }
}
