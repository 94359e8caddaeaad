// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.query;

import static io.kafunc.httpapi.ErrorCode.INVALID_ARGUMENT;

import io.kafunc.httpapi.Caller;
import io.kafunc.httpapi.PageRequest;
import io.kafunc.invoker.async.drain.OpenCalls.Place;
import io.kafunc.schemas.call.CallSnapshot.KeptCall;
import io.kafunc.schemas.invocation.InvocationStatus;
import io.micronaut.http.HttpRequest;
import java.util.EnumSet;
import java.util.Optional;
import java.util.function.Predicate;

/** Which dead letters a request asks for. */
record DeadLetterQuery(Predicate<KeptCall> wanted, Place from, int limit) {

  private static final int DEFAULT_LIMIT = 100;
  private static final int MAX_LIMIT = 1000;
  private static final EnumSet<InvocationStatus> STATUSES =
      EnumSet.of(
          InvocationStatus.Succeeded,
          InvocationStatus.Failed,
          InvocationStatus.TimedOut,
          InvocationStatus.Throttled,
          InvocationStatus.Expired);

  static DeadLetterQuery of(HttpRequest<?> request, Caller caller) {
    var queues = CallQuery.queues(request, caller);
    var status = CallQuery.text(request, "status").map(DeadLetterQuery::status);
    return new DeadLetterQuery(
        letter ->
            queues.test(letter.keeping().queue())
                && status.orElse(letter.record().status()) == letter.record().status(),
        CallQuery.text(request, "nextToken").map(CallQuery::place).orElse(new Place(0, 0)),
        PageRequest.limit(request.getParameters().get("limit"), DEFAULT_LIMIT, MAX_LIMIT));
  }

  private static InvocationStatus status(String text) {
    return Optional.of(text).stream()
        .flatMap(name -> STATUSES.stream().filter(each -> each.name().equals(name)))
        .findFirst()
        .orElseThrow(
            () ->
                INVALID_ARGUMENT
                    .saying(
                        "status is set to an invalid value (allowed: %s, actual: '%s')"
                            .formatted(
                                String.join(" | ", STATUSES.stream().map(Enum::name).toList()),
                                text))
                    .exception());
  }
}
