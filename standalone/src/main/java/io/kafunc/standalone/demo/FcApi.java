// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.standalone.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kafunc.httpapi.signature.SignedHttpClient;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The public API, signed like anybody's calls. A refusal that the story does not expect ends it.
 */
public final class FcApi {

  private static final String BASE = "/2016-08-15";

  private final SignedHttpClient client;
  private final URI endpoint;
  private final ObjectMapper json;

  public FcApi(SignedHttpClient client, URI endpoint, ObjectMapper json) {
    this.client = client;
    this.endpoint = endpoint;
    this.json = json;
  }

  boolean exists(String path) {
    return exchange(HttpRequest.GET(BASE + path)).code() == 200;
  }

  JsonNode post(String path, Map<String, ?> body) {
    return expect(exchange(HttpRequest.POST(BASE + path, text(body))), path);
  }

  JsonNode put(String path, Map<String, ?> body) {
    return expect(exchange(HttpRequest.PUT(BASE + path, text(body))), path);
  }

  void delete(String path) {
    expect(exchange(HttpRequest.create(HttpMethod.DELETE, BASE + path)), path);
  }

  /** One of our own endpoints, below {@code /kafunc}. */
  JsonNode get(String path) {
    return expect(exchange(HttpRequest.GET(path)), path);
  }

  /** A synchronous call. */
  HttpResponse<byte[]> call(String service, String function, byte[] event) {
    return exchange(invocation(service, function, event));
  }

  /** An asynchronous call; the answer is its request id. */
  CompletableFuture<String> callAsync(String service, String function, byte[] event) {
    var request = invocation(service, function, event).header("X-Fc-Invocation-Type", "Async");
    return client
        .exchange(endpoint, request)
        .thenApply(
            answer -> {
              if (answer.code() != 202) {
                throw new IllegalStateException("not accepted: " + describe(answer));
              }
              return answer.header("X-Fc-Request-Id");
            });
  }

  private static MutableHttpRequest<?> invocation(String service, String function, byte[] event) {
    return HttpRequest.POST(
            BASE + "/services/" + service + "/functions/" + function + "/invocations", event)
        .contentType(MediaType.APPLICATION_OCTET_STREAM_TYPE);
  }

  private HttpResponse<byte[]> exchange(MutableHttpRequest<?> request) {
    return client.exchange(endpoint, request).orTimeout(120, TimeUnit.SECONDS).join();
  }

  private JsonNode expect(HttpResponse<byte[]> answer, String path) {
    if (answer.code() >= 300) {
      throw new IllegalStateException(path + " answered " + describe(answer));
    }
    try {
      return json.readTree(answer.getBody().orElse(new byte[0]));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String text(Map<String, ?> body) {
    try {
      return json.writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String describe(HttpResponse<byte[]> answer) {
    return answer.code() + " " + answer.getBody().map(String::new).orElse("");
  }
}
