// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.code;

import static io.kafunc.httpapi.ErrorCode.SERVICE_UNAVAILABLE;

import io.kafunc.archive.CodeArchives;
import io.kafunc.invoker.runtime.CodeFolders;
import io.kafunc.schemas.metadata.CodeArchive;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One read-only folder per archive. An archive is unpacked when it is first needed, whoever needs
 * it first, and its folder stays: it is named by the SHA-256 of what is in it, so it can never be
 * old. Thread-safe; the work is done on the executor, the caller never waits.
 */
public final class UnpackedCode implements CodeFolders {

  private static final Logger log = LoggerFactory.getLogger(UnpackedCode.class);

  private final Path folder;
  private final ArchiveSource source;
  private final CodeArchives archives;
  private final Executor executor;
  private final Map<String, CompletableFuture<Path>> folders = new ConcurrentHashMap<>();

  public UnpackedCode(Path folder, ArchiveSource source, CodeArchives archives, Executor executor) {
    this.folder = folder;
    this.source = source;
    this.archives = archives;
    this.executor = executor;
    try {
      CodeArchives.repair(folder);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot use the code folder " + folder, failure);
    }
  }

  /** The folder; while the archive cannot be had, 503, and the next asker tries again. */
  @Override
  public CompletionStage<Path> folder(CodeArchive code) {
    var known = folders.get(code.sha256());
    if (known != null) {
      return known;
    }
    var wanted = new CompletableFuture<Path>();
    var first = folders.putIfAbsent(code.sha256(), wanted);
    if (first != null) {
      return first;
    }
    executor.execute(() -> provide(code, wanted));
    return wanted;
  }

  private void provide(CodeArchive code, CompletableFuture<Path> wanted) {
    var target = folder.resolve(code.sha256());
    try {
      if (!Files.isDirectory(target)) {
        try (var archive = source.open(code)) {
          archives.unpack(archive.file(), target);
        }
      }
      wanted.complete(target);
    } catch (IOException | RuntimeException fault) {
      log.warn("code cannot be had sha256={} reason={}", code.sha256(), fault.toString());
      folders.remove(code.sha256(), wanted);
      wanted.completeExceptionally(
          SERVICE_UNAVAILABLE
              .saying("the function's code cannot be had at the moment. Please retry.")
              .exception());
    }
  }
}
