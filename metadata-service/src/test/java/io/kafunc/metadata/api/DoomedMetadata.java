// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.api;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A metadata-service as a process of its own, which a {@link LogFault} ends. */
final class DoomedMetadata implements AutoCloseable {

  private final Process process;
  private final URI address;
  private final HttpClient client = HttpClient.newHttpClient();

  private DoomedMetadata(Process process, URI address) {
    this.process = process;
    this.address = address;
  }

  /** Arguments: bootstrap servers, data folder, port, fault. */
  public static void main(String[] args) throws InterruptedException {
    MetadataServer.start(
        Path.of(args[1]),
        Map.of(
            "kafunc.kafka.bootstrap-servers",
            args[0],
            "micronaut.server.port",
            args[2],
            LogFault.SETTING,
            args[3]));
    Thread.currentThread().join();
  }

  /** Starts it and waits until it decides. */
  static DoomedMetadata start(String bootstrapServers, Path data, LogFault fault)
      throws IOException {
    int port = MetadataServer.freePort();
    var path =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    var process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                path,
                DoomedMetadata.class.getName(),
                bootstrapServers,
                data.toString(),
                Integer.toString(port),
                fault.name())
            .inheritIO()
            .start();
    var doomed = new DoomedMetadata(process, URI.create("http://127.0.0.1:" + port));
    await()
        .atMost(Duration.ofSeconds(60))
        .ignoreException(ConnectException.class)
        .until(() -> process.isAlive() && doomed.send("GET", "/health", "").statusCode() == 200);
    return doomed;
  }

  /**
   * A signed request.
   *
   * @throws IOException when there is no answer
   */
  HttpResponse<String> send(String method, String path, String body) throws IOException {
    var request =
        HttpRequest.newBuilder(address.resolve(path))
            .header("Authorization", MetadataServer.BASIC)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body))
            .build();
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  int exitValue() {
    return process.onExit().join().exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
