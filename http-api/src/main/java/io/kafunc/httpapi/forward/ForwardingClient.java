// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.httpapi.forward;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.client.ProxyHttpClient;
import io.micronaut.http.client.ProxyRequestOptions;
import io.micronaut.http.client.annotation.Client;
import jakarta.inject.Singleton;
import java.net.URI;
import reactor.core.publisher.Mono;

/**
 * Hands a request on to another process of the suite, as it came: its signature holds there too.
 * Safe for any thread, never blocks.
 */
@Singleton
public final class ForwardingClient {

  /** Whoever got a forwarded request does not forward it again. */
  private static final String FORWARDED = "X-Kafunc-Forwarded";

  private final ProxyHttpClient client;

  ForwardingClient(
      @Client(configuration = ForwardingClientConfig.class) ProxyHttpClient client) {
    this.client = client;
  }

  /** Whether another process has forwarded this request to us. */
  public boolean isForwarded(HttpRequest<?> request) {
    return request.getHeaders().contains(FORWARDED);
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
    there.getHeaders().set(FORWARDED, "1");
    return Mono.from(client.proxy(there, options));
  }
}
