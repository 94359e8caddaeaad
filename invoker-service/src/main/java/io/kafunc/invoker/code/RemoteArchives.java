// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.code;

import io.kafunc.archive.CodeDigest;
import io.kafunc.httpapi.signature.RequestSigner;
import io.kafunc.schemas.metadata.CodeArchive;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Archives from another machine's metadata-service, by the API everybody uses, signed (8.7, 8.8).
 */
final class RemoteArchives implements ArchiveSource {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final URI metadata;
  private final RequestSigner signer;
  private final Path folder;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();

  RemoteArchives(URI metadata, RequestSigner signer, Path folder) {
    this.metadata = metadata;
    this.signer = signer;
    this.folder = folder;
  }

  @Override
  public OpenArchive open(CodeArchive code) throws IOException {
    Files.createDirectories(folder);
    var file = Files.createTempFile(folder, ".fetch-", ".zip");
    try {
      fetch(code, file);
      return new OpenArchive(file, true);
    } catch (IOException | RuntimeException fault) {
      Files.deleteIfExists(file);
      throw fault;
    }
  }

  private void fetch(CodeArchive code, Path file) throws IOException {
    var uri = metadata.resolve("/kafunc/code/" + code.sha256());
    var signed = signer.sign(io.micronaut.http.HttpRequest.GET(uri));
    var request = HttpRequest.newBuilder(uri).timeout(PATIENCE).GET();
    signed.getHeaders().forEach((name, values) -> values.forEach(v -> request.header(name, v)));
    try {
      var answer = http.send(request.build(), BodyHandlers.ofFile(file));
      if (answer.statusCode() != 200) {
        throw new IOException("metadata-service answered " + answer.statusCode());
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", stopped);
    }
    check(code, file);
  }

  private static void check(CodeArchive code, Path file) throws IOException {
    var digest = new CodeDigest();
    try (var in = Files.newInputStream(file)) {
      in.transferTo(digest.asStream());
    }
    if (!digest.sha256().equals(code.sha256())) {
      throw new IOException("what came is not the archive that was asked for");
    }
  }
}
