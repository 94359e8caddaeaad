// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.httpapi.signature;

import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpRequest;
import io.micronaut.http.client.HttpClient;
import io.micronaut.http.client.annotation.Client;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import reactor.core.publisher.Mono;

/**
 * Calls FC's API as the suite itself: signs, sends on Micronaut's Netty client, and hands back
 * whatever status came. Fails only when no answer came. Safe for any thread, never blocks; limit
 * the wait with {@code orTimeout}.
 */
@Singleton
public final class SignedHttpClient {

  private static final Argument<byte[]> BYTES = Argument.of(byte[].class);

  private final Provider<Transport> transport;
  private final RequestSigner signer;

  SignedHttpClient(Provider<Transport> transport, RequestSigner signer) {
    this.transport = transport;
    this.signer = signer;
  }

  /**
   * Sends a request, whose URI is a path, to this endpoint, such as {@code http://127.0.0.1:8080}.
   */
  public CompletableFuture<HttpResponse<byte[]>> exchange(
      URI endpoint, MutableHttpRequest<?> request) {
    request.uri(endpoint.resolve(request.getUri()));
    return Mono.from(transport.get().client.exchange(signer.sign(request), BYTES, BYTES))
        .<HttpResponse<byte[]>>map(response -> response)
        .toFuture();
  }

  /** A bean of its own comes with the first call: many processes make none, and TLS is dear. */
  @Singleton
  static final class Transport {

    private final HttpClient client;

    Transport(@Client(configuration = SignedHttpClientConfig.class) HttpClient client) {
      this.client = client;
    }
  }
}
