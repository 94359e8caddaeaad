// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.conformance;

import com.aliyuncs.fc.client.FunctionComputeClient;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;

/**
 * A running suite as a user sees it: an address and a pair of keys. Calls begun {@code settled}
 * after the answer to a change see that change.
 */
public record Suite(
    URI endpoint, String accountId, String accessKeyId, String accessKeySecret, Duration settled) {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();

  public Suite(URI endpoint, String accountId, String accessKeyId, String accessKeySecret) {
    this(endpoint, accountId, accessKeyId, accessKeySecret, Duration.ZERO);
  }

  Suite settledAfter(Duration delay) {
    return new Suite(endpoint, accountId, accessKeyId, accessKeySecret, delay);
  }

  /** The vendor's Java client, unchanged. */
  public FunctionComputeClient vendorClient() {
    var client = new FunctionComputeClient("local", accountId, accessKeyId, accessKeySecret);
    client.setEndpoint(endpoint.toString());
    return client;
  }

  /** A GET with HTTP Basic, as a person with curl does it. */
  public HttpResponse<String> get(String path) {
    return send(request(path).GET());
  }

  /** The JSON body of a GET that must succeed. */
  public JsonNode json(String path) {
    var response = get(path);
    if (response.statusCode() != 200) {
      throw new AssertionError(path + " answered " + response.statusCode() + response.body());
    }
    return parse(response.body());
  }

  /** All rows of a list, page by page. */
  List<JsonNode> all(String path, String list) {
    var rows = new ArrayList<JsonNode>();
    pages(path, list, rows::add);
    return rows;
  }

  /** The request ids of all rows of a list, which may be too long to be held whole. */
  List<String> requestIds(String path, String list) {
    var ids = new ArrayList<String>();
    pages(path, list, row -> ids.add(row.get("requestId").asText()));
    return ids;
  }

  private void pages(String path, String list, Consumer<JsonNode> rows) {
    String token = "";
    do {
      var page = json(path + "&limit=1000" + (token.isEmpty() ? "" : "&nextToken=" + token));
      page.get(list).forEach(rows);
      token = page.path("nextToken").asText("");
    } while (!token.isEmpty());
  }

  public HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(endpoint.resolve(path)).header("Authorization", basic());
  }

  public HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  public static JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new AssertionError("not JSON: " + json, e);
    }
  }

  private String basic() {
    var pair = (accessKeyId + ":" + accessKeySecret).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }
}
