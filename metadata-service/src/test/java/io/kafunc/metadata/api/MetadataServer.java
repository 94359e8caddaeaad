// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kafunc.metadata.write.AccountHandler;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.awaitility.Awaitility;

/** A real metadata-service on a free port, and a caller who has its key. */
public final class MetadataServer implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  static final String BASIC =
      "Basic " + Base64.getEncoder().encodeToString("KFtestkey:test-secret".getBytes(UTF_8));

  private final EmbeddedServer server;
  private final HttpClient client = HttpClient.newHttpClient();

  private MetadataServer(EmbeddedServer server) {
    this.server = server;
  }

  public static MetadataServer inMemory(Path data) {
    return start(data, Map.of("kafunc.metadata.in-memory", true));
  }

  public static MetadataServer start(Path data, Map<String, Object> settings) {
    var server = startWithoutWriting(data, settings);
    Awaitility.await().until(() -> server.bean(AccountHandler.class).serving());
    return server;
  }

  /** UP, but perhaps not the one that decides. */
  public static MetadataServer startWithoutWriting(Path data, Map<String, Object> settings) {
    var all = new HashMap<String, Object>(settings);
    all.putIfAbsent("micronaut.server.port", -1);
    all.put("kafunc.roles", "metadata");
    all.put("kafunc.data", data.toString());
    all.put("kafunc.access-key-id", "KFtestkey");
    all.put("kafunc.access-key-secret", "test-secret");
    all.put("endpoints.health.sensitive", false);
    var server = new MetadataServer(ApplicationContext.run(EmbeddedServer.class, all));
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> server.fetch(server.uri("/health").toString()).status() == 200);
    return server;
  }

  public <T> T bean(Class<T> type) {
    return server.getApplicationContext().getBean(type);
  }

  /** An answer; its body is a missing node when it is empty. */
  public record Answer(int status, JsonNode json, String text, HttpResponse<byte[]> raw) {

    public String header(String name) {
      return raw.headers().firstValue(name).orElse("");
    }

    public String code() {
      return json.path("ErrorCode").asText();
    }

    public String message() {
      return json.path("ErrorMessage").asText();
    }
  }

  public Answer get(String path) {
    return send("GET", path, null);
  }

  public Answer post(String path, String body) {
    return send("POST", path, body);
  }

  public Answer put(String path, String body) {
    return send("PUT", path, body);
  }

  public Answer delete(String path) {
    return send("DELETE", path, null);
  }

  /** A signed request to a path below the API's base, or to one of our own ({@code /kafunc/…}). */
  public Answer send(String method, String path, String body, String... headers) {
    var whole = path.startsWith("/kafunc/") ? path : "/2016-08-15" + path;
    var request =
        HttpRequest.newBuilder(uri(whole))
            .header("Authorization", BASIC)
            .header("Content-Type", "application/json")
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return exchange(request.build());
  }

  /** A request without a signature to a whole URL. */
  public Answer fetch(String url) {
    return exchange(HttpRequest.newBuilder(URI.create(url)).build());
  }

  public URI uri(String path) {
    return server.getURI().resolve(path);
  }

  private Answer exchange(HttpRequest request) {
    try {
      var response = client.send(request, BodyHandlers.ofByteArray());
      var text = new String(response.body(), UTF_8);
      boolean isJson = response.headers().firstValue("Content-Type").orElse("").contains("json");
      return new Answer(response.statusCode(), JSON.readTree(isJson ? text : ""), text, response);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A body that creates a function, with an archive of one file. */
  public static String function(String name, String more) {
    return "{\"functionName\":\"%s\",\"runtime\":\"nodejs12\",\"handler\":\"index.handler\",\"code\":{\"zipFile\":\"%s\"}%s}"
        .formatted(name, base64(zip("index.js", "exports.handler = 1")), more);
  }

  public static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  public static byte[] zip(String name, String content) {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      var entry = new ZipEntry(name);
      entry.setTime(0);
      zip.putNextEntry(entry);
      zip.write(content.getBytes(UTF_8));
      zip.closeEntry();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  @Override
  public void close() {
    server.close();
  }
}
