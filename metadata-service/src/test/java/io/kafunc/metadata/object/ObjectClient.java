// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.object;

import io.kafunc.httpapi.signature.HttpDate;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;

/** Sends requests in the object protocol, signed in their headers, in the path-style form. */
public record ObjectClient(URI server, String accessKeyId, String secret, String... always) {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  /** {@code body} is none when null; {@code more} are names and values of headers. */
  public HttpResponse<String> send(String method, String path, byte[] body, String... more) {
    var headers = new ArrayList<Map.Entry<String, String>>();
    headers.add(Map.entry("X-Oss-Date", HttpDate.format(Instant.now())));
    headers.add(Map.entry("Content-Type", "text/plain"));
    for (var pairs : new String[][] {always, more}) {
      for (int i = 0; i < pairs.length; i += 2) {
        headers.add(Map.entry(pairs[i], pairs[i + 1]));
      }
    }
    var uri = server.resolve(path);
    boolean isBucket = uri.getPath().length() > 1 && uri.getPath().indexOf('/', 1) < 0;
    var resource =
        uri.getPath() + (isBucket ? "/" : "") + SubResources.of(uri.getRawQuery()).signed();
    var signature = ObjectSignature.of(method, headers, resource).sign(secret);
    var request = request(method, uri, body);
    headers.forEach(header -> request.header(header.getKey(), header.getValue()));
    return exchange(request.header("Authorization", "OSS " + accessKeyId + ":" + signature));
  }

  /** The same without a signature in its headers. */
  HttpResponse<String> fetch(String method, String path, byte[] body) {
    return exchange(request(method, server.resolve(path), body));
  }

  private static HttpRequest.Builder request(String method, URI uri, byte[] body) {
    return HttpRequest.newBuilder(uri)
        .timeout(Duration.ofSeconds(30))
        .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
  }

  private static HttpResponse<String> exchange(HttpRequest.Builder request) {
    try {
      return CLIENT.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
