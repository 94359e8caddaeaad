// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.invocation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kafunc.archive.CodeDigest;
import io.kafunc.invoker.catalog.FunctionCatalog;
import io.kafunc.invoker.catalog.MetadataLog;
import io.kafunc.schemas.metadata.CodeArchive;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The invoker as a process of its own would be: real HTTP in front, real functions behind. */
public final class InvokerServer implements AutoCloseable {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final EmbeddedServer server;
  private final Path data;

  private InvokerServer(EmbeddedServer server, Path data) {
    this.server = server;
    this.data = data;
  }

  public static InvokerServer start(Path data, Map<String, Object> settings) {
    var all = new HashMap<String, Object>();
    all.put("kafunc.roles", "invoker");
    all.put("kafunc.data", data.toString());
    all.put("kafunc.access-key-id", "key");
    all.put("kafunc.access-key-secret", "secret");
    all.put("micronaut.server.port", -1);
    all.put("micronaut.server.host", "127.0.0.1");
    all.putAll(settings);
    return new InvokerServer(ApplicationContext.run(EmbeddedServer.class, all), data);
  }

  public <T> T bean(Class<T> type) {
    return server.getApplicationContext().getBean(type);
  }

  public int port() {
    return server.getPort();
  }

  /** Tells the catalog of these events, where no log is followed. */
  public void feed(MetadataLog log) {
    bean(FunctionCatalog.class).apply(log.recorded());
  }

  /** Puts code where metadata-service would, and says what to call it. */
  public CodeArchive code(String fileName, String text) {
    byte[] archive = zip(fileName, text);
    var digest = new CodeDigest();
    digest.update(archive, 0, archive.length);
    var code = new CodeArchive(digest.sha256(), archive.length, digest.crc64());
    try {
      Files.createDirectories(data.resolve("code"));
      Files.write(data.resolve("code").resolve(code.sha256() + ".zip"), archive);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return code;
  }

  public HttpResponse<String> post(String service, String function, String body, String... headers)
      throws IOException, InterruptedException {
    return post(service, function, BodyPublishers.ofString(body), headers);
  }

  public HttpResponse<String> post(
      String service, String function, BodyPublisher body, String... headers)
      throws IOException, InterruptedException {
    return HTTP.send(request(service, function, body, headers), BodyHandlers.ofString());
  }

  public HttpResponse<String> get(String path, String... headers)
      throws IOException, InterruptedException {
    var uri = URI.create("http://127.0.0.1:" + port() + path);
    var request = HttpRequest.newBuilder(uri).header("Authorization", basic());
    return HTTP.send(
        (headers.length == 0 ? request : request.headers(headers)).build(),
        BodyHandlers.ofString());
  }

  public CompletableFuture<HttpResponse<String>> postAsync(
      String service, String function, String body, String... headers) {
    var request = request(service, function, BodyPublishers.ofString(body), headers);
    return HTTP.sendAsync(request, BodyHandlers.ofString());
  }

  private HttpRequest request(
      String service, String function, BodyPublisher body, String... headers) {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path(service, function)))
            .header("Authorization", basic())
            .POST(body);
    return (headers.length == 0 ? request : request.headers(headers)).build();
  }

  public static String path(String service, String function) {
    return "/2016-08-15/services/" + service + "/functions/" + function + "/invocations";
  }

  public static String basic() {
    return "Basic " + Base64.getEncoder().encodeToString("key:secret".getBytes(UTF_8));
  }

  private static byte[] zip(String name, String content) {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(content.getBytes(UTF_8));
      zip.closeEntry();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  @Override
  public void close() {
    server.close();
  }
}
