// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.log.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kafunc.log.ingest.Progress;
import io.kafunc.log.store.LogStore;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;

/** log-service over real HTTP, without Kafka: a test fills its store. */
final class QueryServer implements AutoCloseable {

  private static final String KEY = "key:secret";

  private final EmbeddedServer server;
  private final HttpClient client = HttpClient.newHttpClient();

  QueryServer(Path data) {
    server =
        ApplicationContext.run(
            EmbeddedServer.class,
            Map.of(
                "micronaut.server.port", -1,
                "kafunc.roles", "log",
                "kafunc.data", data.toString(),
                "kafunc.kafka.bootstrap-servers", "127.0.0.1:9",
                "kafunc.access-key-id", "key",
                "kafunc.access-key-secret", "secret",
                "test.peers", true));
    store().invocations().section().restore(Map.of());
    store().output().section().restore(Map.of());
    progress().report(true, 0);
  }

  /** An answer as it came. */
  record Answer(int status, String text) {

    JsonNode json() throws IOException {
      return new ObjectMapper().readTree(text);
    }

    String errorCode() throws IOException {
      return json().path("ErrorCode").asText();
    }
  }

  Answer get(String path) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(uri(path))
            .header(
                "Authorization", "Basic " + Base64.getEncoder().encodeToString(KEY.getBytes(UTF_8)))
            .build();
    var response = client.send(request, BodyHandlers.ofString());
    return new Answer(response.statusCode(), response.body());
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.getPort() + path);
  }

  LogStore store() {
    return server.getApplicationContext().getBean(LogStore.class);
  }

  Progress progress() {
    return server.getApplicationContext().getBean(Progress.class);
  }

  FakePeers peers() {
    return server.getApplicationContext().getBean(FakePeers.class);
  }

  @Override
  public void close() {
    server.close();
  }
}
