// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.httpapi.signature;

import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpRequest;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Signs a request of ours to FC's API, like any caller's. Sign last: what is added or changed
 * afterwards (a content type, an {@code x-fc-} header) breaks the signature. Safe for any thread.
 */
@Singleton
public final class RequestSigner {

  private final Credentials credentials;
  private final Clock clock;

  @Inject
  public RequestSigner(AccessKeys keys, Clock clock) {
    this(keys.own(), clock);
  }

  public RequestSigner(Credentials credentials, Clock clock) {
    this.credentials = credentials;
    this.clock = clock;
  }

  /** Adds {@code Date} and {@code Authorization}; the URI may be relative to the client's. */
  public <T> MutableHttpRequest<T> sign(MutableHttpRequest<T> request) {
    if (request.getBody().isPresent() && request.getContentType().isEmpty()) {
      // The client would add it after us.
      request.contentType(MediaType.APPLICATION_JSON_TYPE);
    }
    request.getHeaders().remove("Authorization").set("Date", HttpDate.format(clock.instant()));
    List<Map.Entry<String, String>> headers = new ArrayList<>();
    request
        .getHeaders()
        .forEach((name, values) -> values.forEach(v -> headers.add(Map.entry(name, v))));
    Signature signature =
        Signature.of(
            request.getMethodName(),
            request.getUri().getRawPath(),
            request.getUri().getRawQuery(),
            headers);
    return request.header("Authorization", authorization(signature));
  }

  /** The value of {@code Authorization} for a request of which only this is known. */
  public String authorization(Signature signature) {
    return Signature.SCHEME + credentials.accessKeyId() + ":" + signature.sign(credentials);
  }
}
