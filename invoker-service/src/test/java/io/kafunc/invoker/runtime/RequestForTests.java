// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kafunc.invoker.catalog.FunctionSpec;
import java.util.List;
import java.util.Map;

/** A request as the wire would bring it, and what the function has answered so far. */
final class RequestForTests implements HttpCall {

  private final String method;
  private final String path;
  private final String uri;
  private final Map<String, List<String>> queries;
  private final RequestBody body;
  private final StringBuffer received = new StringBuffer();
  private volatile ResponseHead head;
  private volatile boolean begun;

  RequestForTests(
      String method, String path, String uri, Map<String, List<String>> queries, RequestBody body) {
    this.method = method;
    this.path = path;
    this.uri = uri;
    this.queries = queries;
    this.body = body;
  }

  static RequestForTests of(String method, String path, String uri, String body) {
    var queries = Map.of("x", List.of("1", "2"), "y", List.of(""));
    return new RequestForTests(
        method, path, uri, queries, new RequestBody.Whole(body.getBytes(UTF_8)));
  }

  static RequestForTests withBody(RequestBody body) {
    return new RequestForTests("POST", "/", "/", Map.of(), body);
  }

  ResponseHead head() {
    return head;
  }

  boolean begun() {
    return begun;
  }

  /** The pieces of the answer. */
  String received() {
    return received.toString();
  }

  @Override
  public Map<String, Object> about() {
    return Map.of(
        "method", method,
        "path", path,
        "requestURI", uri,
        "clientIP", "192.0.2.1",
        "host", "127.0.0.1:8080",
        "queriesMap", queries,
        "headersMap", Map.of("User-Agent", List.of("test")));
  }

  @Override
  public RequestBody body() {
    return body;
  }

  @Override
  public void givenTo(FunctionSpec function) {}

  @Override
  public void answers(ResponseHead head) {
    this.head = head;
  }

  @Override
  public void begins(ResponseHead head) {
    this.head = head;
    begun = true;
  }

  @Override
  public void piece(byte[] bytes) {
    received.append(new String(bytes, UTF_8));
  }
}
