// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.scaling;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafunc.httpapi.signature.SignedHttpClient;
import io.micronaut.http.HttpRequest;
import io.micronaut.runtime.server.EmbeddedServer;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What only the invoker knows of provisioned instances: how many there are, why not more, and the
 * target that holds now where schedules and measures set it. While it is away the last it said
 * counts, and {@code currentError} says so. Blocks; thread-safe.
 */
@Singleton
class ProvisionedNow {

  private static final Logger LOG = LoggerFactory.getLogger(ProvisionedNow.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long TIMEOUT_MS = 2000;
  private static final String AWAY = "the invoker does not answer: this is what it said last";

  private final SignedHttpClient client;
  private final InvokerSettings invoker;
  private final Provider<EmbeddedServer> ownServer;
  private volatile Known last = new Known(Map.of(), "");

  ProvisionedNow(
      SignedHttpClient client, InvokerSettings invoker, Provider<EmbeddedServer> ownServer) {
    this.client = client;
    this.invoker = invoker;
    this.ownServer = ownServer;
  }

  /**
   * What the invoker said.
   *
   * @param away why it is not what is now; empty when it is
   */
  record Known(Map<String, Standing> standings, String away) {

    /** The answer about a configuration with what is known of its instances. */
    String complete(String body) {
      try {
        var answer = (ObjectNode) JSON.readTree(body);
        var standing = standings.get(key(answer.get("resource").asText()));
        var error = standing == null || !away.isEmpty() ? away : standing.currentError();
        answer.put("current", standing == null ? 0 : standing.current());
        answer.put("currentError", error);
        if (standing != null && targetMoves(answer)) {
          answer.put("target", standing.target());
        }
        return JSON.writeValueAsString(answer);
      } catch (IOException e) {
        throw new UncheckedIOException("not the answer that was projected", e);
      }
    }

    /** A resource without its account. */
    private static String key(String resource) {
      return resource.substring(resource.indexOf('#') + 1);
    }

    private static boolean targetMoves(JsonNode answer) {
      return !answer.get("scheduledActions").isEmpty()
          || !answer.get("targetTrackingPolicies").isEmpty();
    }
  }

  record Standing(int target, int current, String currentError) {}

  Known ask() {
    var endpoint = invoker.url().orElseGet(() -> ownServer.get().getURI());
    try {
      var response =
          client
              .exchange(endpoint, HttpRequest.GET("/kafunc/instances"))
              .orTimeout(TIMEOUT_MS, TimeUnit.MILLISECONDS)
              .join();
      if (response.code() == 200) {
        last = new Known(read(response.getBody().orElse(new byte[] {'{', '}'})), "");
      }
      return last;
    } catch (CompletionException | IOException e) {
      LOG.warn("no answer peer=invoker endpoint={} reason={}", endpoint, e.toString());
      return new Known(last.standings(), AWAY);
    }
  }

  private static Map<String, Standing> read(byte[] body) throws IOException {
    var standings = new HashMap<String, Standing>();
    for (var each : JSON.readTree(body).path("provisioned")) {
      standings.put(
          String.join(
              "#",
              each.path("serviceName").asText(),
              each.path("qualifier").asText(),
              each.path("functionName").asText()),
          new Standing(
              each.path("target").asInt(),
              each.path("current").asInt(),
              each.path("currentError").asText()));
    }
    return standings;
  }
}
