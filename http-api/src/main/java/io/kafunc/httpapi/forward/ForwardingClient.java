// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.httpapi.forward;

import io.kafunc.httpapi.server.ClientAddress;
import io.kafunc.httpapi.signature.AccessKeys;
import io.kafunc.httpapi.signature.Credentials;
import io.kafunc.httpapi.signature.SignatureSettings;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.client.ProxyHttpClient;
import io.micronaut.http.client.ProxyRequestOptions;
import io.micronaut.http.client.annotation.Client;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import reactor.core.publisher.Mono;

/**
 * Hands a request on to another process of the suite, as it came: its signature holds there too. Of
 * the client's address only what we know ourselves goes along, for the other takes our word. Safe
 * for any thread, never blocks.
 */
@Singleton
public final class ForwardingClient {

  /**
   * Whoever got a forwarded request does not forward it again. Believed with a proof: anybody else
   * could have calls run where their instances are not counted.
   */
  private static final String FORWARDED = "X-Kafunc-Forwarded";

  private final ProxyHttpClient client;
  private final Credentials own;
  private final Clock clock;
  private final Duration maxSkew;

  ForwardingClient(
      @Client(configuration = ForwardingClientConfig.class) ProxyHttpClient client,
      AccessKeys keys,
      Clock clock,
      SignatureSettings settings) {
    this.client = client;
    this.own = keys.own();
    this.clock = clock;
    this.maxSkew = settings.maxSkew();
  }

  /** Whether another process has forwarded this request to us. */
  public boolean isForwarded(HttpRequest<?> request) {
    String proof = request.getHeaders().get(FORWARDED);
    return proof != null && ForwardingProof.holds(proof, own, clock.instant(), maxSkew);
  }

  /**
   * The answer of the process at {@code to}, whatever its status; fails when none came.
   *
   * @param options whether the request keeps its {@code Host}
   */
  public Mono<MutableHttpResponse<?>> forward(
      HttpRequest<?> request, URI to, ProxyRequestOptions options) {
    var there =
        request
            .mutate()
            .uri(uri -> uri.scheme(to.getScheme()).host(to.getHost()).port(to.getPort()));
    there.getHeaders().set(FORWARDED, ForwardingProof.of(own, clock.instant()));
    there.getHeaders().set(ClientAddress.FORWARDED_FOR, ClientAddress.of(request));
    return Mono.from(client.proxy(there, options));
  }
}
