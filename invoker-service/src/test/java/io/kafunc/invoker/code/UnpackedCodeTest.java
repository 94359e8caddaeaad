// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.kafunc.archive.ArchiveLimits;
import io.kafunc.archive.CodeArchives;
import io.kafunc.archive.CodeDigest;
import io.kafunc.httpapi.FcException;
import io.kafunc.httpapi.signature.Credentials;
import io.kafunc.httpapi.signature.RequestSigner;
import io.kafunc.schemas.metadata.CodeArchive;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnpackedCodeTest {

  private static final byte[] ZIP = zip("index.js", "exports.handler = 1;");
  private static final CodeArchive CODE = describe(ZIP);

  @TempDir Path data;

  @Test
  void unpacksWhatLiesBesideItOnce() throws IOException {
    Files.write(data.resolve(CODE.sha256() + ".zip"), ZIP);
    var code = code(new LocalArchives(data));

    var folder = code.folder(CODE).toCompletableFuture().join();
    Files.delete(data.resolve(CODE.sha256() + ".zip"));

    assertThat(folder.resolve("index.js")).hasContent("exports.handler = 1;");
    assertThat(code.folder(CODE).toCompletableFuture().join()).isEqualTo(folder);
    assertThat(code(new LocalArchives(data)).folder(CODE).toCompletableFuture().join())
        .as("the next process finds it unpacked")
        .isEqualTo(folder);
  }

  @Test
  void isFetchedOnceHoweverManyAskAtOnce() throws IOException {
    // given
    Files.write(data.resolve(CODE.sha256() + ".zip"), ZIP);
    var fetches = new AtomicInteger();
    var work = new ArrayList<Runnable>();
    var local = new LocalArchives(data);
    ArchiveSource counting =
        wanted -> {
          fetches.incrementAndGet();
          return local.open(wanted);
        };
    var code =
        new UnpackedCode(
            data.resolve("unpacked"),
            counting,
            new CodeArchives(ArchiveLimits.STANDARD),
            work::add);
    // when
    var folders = IntStream.range(0, 100).mapToObj(_ -> code.folder(CODE)).toList();
    assertThat(work).hasSize(1);
    work.forEach(Runnable::run);
    // then
    assertThat(folders).allMatch(folder -> folder.toCompletableFuture().isDone());
    assertThat(fetches).hasValue(1);
  }

  @Test
  void removesAFolderThatNobodyNeedsAndUnpacksItAgainForTheNext() throws IOException {
    Files.write(data.resolve(CODE.sha256() + ".zip"), ZIP);
    var code = code(new LocalArchives(data));
    var folder = code.folder(CODE).toCompletableFuture().join();
    var instance = new CompletableFuture<Void>();
    code.inUse(CODE, instance);

    assertThat(code.remove(CODE.sha256(), Duration.ZERO)).as("an instance runs in it").isFalse();
    instance.complete(null);
    assertThat(code.remove(CODE.sha256(), Duration.ofHours(1))).as("just now").isFalse();
    assertThat(code.all()).containsExactly(CODE.sha256());
    assertThat(code.remove(CODE.sha256(), Duration.ZERO)).isTrue();
    assertThat(code.all()).isEmpty();
    assertThat(folder).doesNotExist();

    assertThat(code.folder(CODE).toCompletableFuture().join().resolve("index.js")).exists();
  }

  @Test
  void whatIsNotHereYetIsA503AndTheNextAskerTriesAgain() throws IOException {
    var code = code(new LocalArchives(data));

    var missing = code.folder(CODE).toCompletableFuture();
    assertThatThrownBy(missing::join)
        .hasCauseInstanceOf(FcException.class)
        .hasMessageContaining("ServiceUnavailable");

    Files.write(data.resolve(CODE.sha256() + ".zip"), ZIP);
    assertThat(code.folder(CODE).toCompletableFuture().join().resolve("index.js")).exists();
  }

  @Test
  void fetchesWhatIsElsewhereWithASignature() throws IOException {
    var authorizations = new CopyOnWriteArrayList<String>();
    var server = serve(ZIP, authorizations);
    try {
      var code = code(new LocalArchives(data).or(remote(server)));

      var folder = code.folder(CODE).toCompletableFuture().join();

      assertThat(folder.resolve("index.js")).hasContent("exports.handler = 1;");
      assertThat(authorizations).hasSize(1).allMatch(value -> value.startsWith("FC key:"));
      try (var files = Files.list(data.resolve("unpacked"))) {
        assertThat(files).as("the archive itself is not kept").containsExactly(folder);
      }
    } finally {
      server.stop(0);
    }
  }

  @Test
  void takesNothingForAnArchiveThatIsNotIt() throws IOException {
    var server = serve(zip("index.js", "something else"), new CopyOnWriteArrayList<>());
    try {
      var code = code(remote(server));

      CompletableFuture<Path> refused = code.folder(CODE).toCompletableFuture();

      assertThatThrownBy(refused::join).hasCauseInstanceOf(FcException.class);
      assertThat(data.resolve("unpacked").resolve(CODE.sha256())).doesNotExist();
    } finally {
      server.stop(0);
    }
  }

  private UnpackedCode code(ArchiveSource source) {
    return new UnpackedCode(
        data.resolve("unpacked"), source, new CodeArchives(ArchiveLimits.STANDARD), Runnable::run);
  }

  private RemoteArchives remote(HttpServer server) {
    var signer = new RequestSigner(new Credentials("account", "key", "secret"), Clock.systemUTC());
    var url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    return new RemoteArchives(url, signer, data.resolve("unpacked"));
  }

  private static HttpServer serve(byte[] archive, CopyOnWriteArrayList<String> authorizations)
      throws IOException {
    var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    var server = HttpServer.create(loopback, 0);
    server.createContext(
        "/kafunc/code/" + CODE.sha256(),
        exchange -> {
          authorizations.add(exchange.getRequestHeaders().getFirst("Authorization"));
          exchange.sendResponseHeaders(200, archive.length);
          try (var out = exchange.getResponseBody()) {
            out.write(archive);
          }
        });
    server.start();
    return server;
  }

  private static CodeArchive describe(byte[] archive) {
    var digest = new CodeDigest();
    digest.update(archive, 0, archive.length);
    return new CodeArchive(digest.sha256(), archive.length, digest.crc64());
  }

  private static byte[] zip(String name, String content) {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(content.getBytes());
      zip.closeEntry();
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
    return bytes.toByteArray();
  }
}
