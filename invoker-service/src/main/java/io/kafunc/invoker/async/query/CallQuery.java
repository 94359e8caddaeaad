// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.query;

import static io.kafunc.httpapi.ErrorCode.INVALID_ARGUMENT;

import io.kafunc.httpapi.Caller;
import io.kafunc.httpapi.PageRequest;
import io.kafunc.invoker.async.drain.OpenCalls.Place;
import io.kafunc.schemas.invocation.InvocationStatus;
import io.micronaut.http.HttpRequest;
import java.util.Optional;
import java.util.function.Predicate;

/** Which open calls a request asks for; an empty parameter is an absent one, a wrong one is 400. */
record CallQuery(Predicate<String> queues, boolean runs, boolean waits, Place from, int limit) {

  private static final int DEFAULT_LIMIT = 100;
  private static final int MAX_LIMIT = 1000;

  static CallQuery of(HttpRequest<?> request, Caller caller) {
    var status = text(request, "status");
    status.ifPresent(CallQuery::requireOpen);
    return new CallQuery(
        queues(request, caller),
        status.filter(InvocationStatus.Enqueued.name()::equals).isEmpty(),
        status.filter(InvocationStatus.Running.name()::equals).isEmpty(),
        text(request, "nextToken").map(CallQuery::place).orElse(new Place(0, 0)),
        PageRequest.limit(request.getParameters().get("limit"), DEFAULT_LIMIT, MAX_LIMIT));
  }

  static String token(Place place) {
    return place.partition() + "-" + place.offset();
  }

  /** The name of a queue is {@code account/service.qualifier/function}. */
  static Predicate<String> queues(HttpRequest<?> request, Caller caller) {
    var service = text(request, "service");
    var qualifier = text(request, "qualifier");
    var function = text(request, "function");
    return name -> {
      var parts = name.split("[/.]", 4);
      return parts.length == 4
          && parts[0].equals(caller.accountId())
          && service.orElse(parts[1]).equals(parts[1])
          && qualifier.orElse(parts[2]).equals(parts[2])
          && function.orElse(parts[3]).equals(parts[3]);
    };
  }

  static Place place(String token) {
    try {
      var parts = token.split("-", 2);
      var place = new Place(Integer.parseInt(parts[0]), Long.parseLong(parts[1]));
      if (place.partition() >= 0 && place.offset() >= 0) {
        return place;
      }
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException _) {
      // refused below
    }
    throw INVALID_ARGUMENT.saying("nextToken is not what the last page gave").exception();
  }

  private static void requireOpen(String status) {
    if (!status.equals(InvocationStatus.Enqueued.name())
        && !status.equals(InvocationStatus.Running.name())) {
      throw INVALID_ARGUMENT
          .saying(
              "status is set to an invalid value (allowed: Enqueued | Running, actual: '%s')"
                  .formatted(status))
          .exception();
    }
  }

  static Optional<String> text(HttpRequest<?> request, String name) {
    return Optional.ofNullable(request.getParameters().get(name)).filter(text -> !text.isEmpty());
  }
}
