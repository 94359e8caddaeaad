// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.log.query;

import static io.kafunc.httpapi.ErrorCode.SERVICE_UNAVAILABLE;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kafunc.httpapi.signature.SignedHttpClient;
import io.micronaut.http.HttpRequest;
import io.micronaut.runtime.server.EmbeddedServer;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The other services of the suite, asked over their public API like anybody asks. Where no address
 * is set they are in this very process, behind the same port. Blocks; safe for any thread.
 */
@Singleton
final class Peers {

  private static final Logger LOG = LoggerFactory.getLogger(Peers.class);
  private static final long TIMEOUT_MS = 3000;

  private final SignedHttpClient client;
  private final ObjectMapper json;
  private final InvokerSettings invoker;
  private final MetadataSettings metadata;
  private final Provider<EmbeddedServer> ownServer;

  Peers(
      SignedHttpClient client,
      ObjectMapper json,
      InvokerSettings invoker,
      MetadataSettings metadata,
      Provider<EmbeddedServer> ownServer) {
    this.client = client;
    this.json = json;
    this.invoker = invoker;
    this.metadata = metadata;
    this.ownServer = ownServer;
  }

  /** An answer that came, whatever it says. */
  record Answer(int status, JsonNode body) {

    Optional<String> text(String field) {
      return Optional.ofNullable(body.get(field))
          .map(JsonNode::asText)
          .filter(text -> !text.isEmpty());
    }
  }

  /** Asks; 503 when no answer comes. */
  Answer askInvoker(URI path) {
    return ask("invoker", invoker.url(), path)
        .orElseThrow(() -> SERVICE_UNAVAILABLE.saying("the invoker does not answer").exception());
  }

  /** Asks; empty when no answer comes. */
  Optional<Answer> askMetadata(URI path) {
    return ask("metadata", metadata.url(), path);
  }

  private Optional<Answer> ask(String peer, Optional<URI> address, URI path) {
    URI endpoint = address.orElseGet(() -> ownServer.get().getURI());
    try {
      var response =
          client
              .exchange(endpoint, HttpRequest.GET(path))
              .orTimeout(TIMEOUT_MS, TimeUnit.MILLISECONDS)
              .join();
      byte[] body = response.getBody().orElseGet(() -> new byte[0]);
      JsonNode read = body.length == 0 ? json.createObjectNode() : json.readTree(body);
      return Optional.of(new Answer(response.code(), read));
    } catch (CompletionException | IOException e) {
      LOG.warn("no answer peer={} endpoint={} reason={}", peer, endpoint, e.toString());
      return Optional.empty();
    }
  }
}
