// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.async.query;

import static io.kafunc.httpapi.ErrorCode.INVALID_ARGUMENT;

import io.kafunc.httpapi.PageRequest;
import io.kafunc.invoker.async.drain.StatefulCalls.Row;
import io.kafunc.invoker.async.drain.StatefulCalls.Wanted;
import io.micronaut.http.HttpRequest;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Which stateful calls a request asks for; an empty parameter is an absent one, a wrong one 400.
 */
final class StatefulQuery {

  private static final Set<String> STATUSES =
      Set.of(
          "Enqueued",
          "Dequeued",
          "Running",
          "Retrying",
          "Succeeded",
          "Failed",
          "Stopped",
          "Stopping",
          "Expired",
          "Invalid");

  private StatefulQuery() {}

  static Wanted of(HttpRequest<?> request, String queue) {
    var status = chosen(request, "status", STATUSES);
    var order = chosen(request, "sortOrderByTime", Set.of("asc", "desc"));
    var payload = chosen(request, "includePayload", Set.of("true", "false"));
    var prefix = CallQuery.text(request, "invocationIdPrefix").orElse("");
    long begin = number(request, "startedTimeBegin").orElse(Long.MIN_VALUE);
    long end = number(request, "startedTimeEnd").orElse(Long.MAX_VALUE);
    Predicate<Row> which =
        row -> {
          long started = row.call().call().accepted().toEpochMilli();
          return started >= begin
              && started <= end
              && row.call().call().invocationId().startsWith(prefix)
              && status.filter(wanted -> !wanted.equals(StatefulBody.status(row))).isEmpty();
        };
    return new Wanted(
        queue,
        number(request, "nextToken"),
        order.filter("asc"::equals).isPresent(),
        PageRequest.limit(
            request.getParameters().get("limit"), PageRequest.DEFAULT_LIMIT, PageRequest.MAX_LIMIT),
        payload.filter("true"::equals).isPresent(),
        which);
  }

  private static Optional<String> chosen(HttpRequest<?> request, String name, Set<String> allowed) {
    var text = CallQuery.text(request, name);
    text.filter(each -> !allowed.contains(each))
        .ifPresent(each -> refuse(name, String.join(" | ", new TreeSet<>(allowed)), each));
    return text;
  }

  private static Optional<Long> number(HttpRequest<?> request, String name) {
    var text = CallQuery.text(request, name);
    text.filter(each -> !each.matches("\\d{1,18}"))
        .ifPresent(each -> refuse(name, "a number", each));
    return text.map(Long::parseLong);
  }

  private static void refuse(String name, String allowed, String actual) {
    throw INVALID_ARGUMENT
        .saying(
            "%s is set to an invalid value (allowed: %s, actual: '%s')"
                .formatted(name, allowed, actual))
        .exception();
  }
}
