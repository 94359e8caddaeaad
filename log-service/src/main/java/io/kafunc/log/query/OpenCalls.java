// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.log.query;

import static io.kafunc.httpapi.ErrorCode.SERVICE_UNAVAILABLE;

import com.fasterxml.jackson.databind.JsonNode;
import io.micronaut.http.uri.UriBuilder;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Asks the invoker for calls that have not ended; only it knows them. When it does not answer, that
 * is 503: nobody can say then that a call does not exist. Blocks.
 */
@Singleton
final class OpenCalls {

  private static final String PATH = "/kafunc/calls";

  private final Peers peers;

  OpenCalls(Peers peers) {
    this.peers = peers;
  }

  /** What the invoker says of one call. */
  sealed interface State {

    /** It waits or runs; the row says which. */
    record Open(JsonNode row) implements State {}

    /** Its place lies within the log, but it is not open: its record is there or will be soon. */
    record Ended() implements State {}

    /** There never was one. */
    record Unknown() implements State {}
  }

  /** A page of open calls. */
  record Page(List<JsonNode> rows, Optional<String> nextToken) {}

  State state(String requestId) {
    var answer = peers.askInvoker(UriBuilder.of(PATH).path(requestId).build());
    return switch (answer.status()) {
      case 200 -> isOpen(answer.body()) ? new State.Open(answer.body()) : new State.Ended();
      case 404 -> new State.Unknown();
      case 410 -> new State.Ended();
      default -> throw unavailable("GET " + PATH + "/{requestId} gave " + answer.status());
    };
  }

  Page list(Parameters asked) {
    var uri = UriBuilder.of(PATH);
    for (String name :
        List.of("service", "function", "qualifier", "status", "limit", "nextToken")) {
      asked.text(name).ifPresent(value -> uri.queryParam(name, value));
    }
    var answer = peers.askInvoker(uri.build());
    if (answer.status() != 200) {
      throw unavailable("GET " + PATH + " gave " + answer.status());
    }
    var rows = new ArrayList<JsonNode>();
    answer.body().path("calls").forEach(rows::add);
    return new Page(rows, answer.text("nextToken"));
  }

  private static boolean isOpen(JsonNode row) {
    String status = row.path("status").asText();
    return status.equals("Enqueued") || status.equals("Running");
  }

  private static RuntimeException unavailable(String why) {
    return SERVICE_UNAVAILABLE.saying("open calls cannot be asked for: " + why).exception();
  }
}
