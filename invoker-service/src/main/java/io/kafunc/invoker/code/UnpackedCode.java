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
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One read-only folder per archive. An archive is unpacked when it is first needed, whoever needs
 * it first. It is named by the SHA-256 of what is in it, so it can never be old, and stays until
 * neither the catalog nor an instance needs it. Thread-safe; the work is done on the executor, the
 * caller never waits.
 */
public final class UnpackedCode implements CodeFolders {

  private static final Logger log = LoggerFactory.getLogger(UnpackedCode.class);

  private final Path folder;
  private final ArchiveSource source;
  private final CodeArchives archives;
  private final Executor executor;
  private final Map<String, Folder> folders = new ConcurrentHashMap<>();

  /** A folder that somebody has asked for in this process. */
  private static final class Folder {
    private final CompletableFuture<Path> path = new CompletableFuture<>();
    private final AtomicInteger users = new AtomicInteger();
    private volatile long asked;

    Folder asked() {
      asked = System.nanoTime();
      return this;
    }

    boolean isNeeded(Duration grace) {
      return users.get() > 0 || System.nanoTime() - asked < grace.toNanos();
    }
  }

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
    var made = new Folder();
    var folder =
        folders.compute(code.sha256(), (_, known) -> known == null ? made.asked() : known.asked());
    if (folder == made) {
      executor.execute(() -> provide(code, made));
    }
    return folder.path;
  }

  @Override
  public void inUse(CodeArchive code, CompletionStage<?> until) {
    var folder = folders.get(code.sha256());
    if (folder != null) {
      folder.users.incrementAndGet();
      until.whenComplete((_, _) -> folder.asked().users.decrementAndGet());
    }
  }

  /** Which archives are unpacked here, by their SHA-256. */
  Set<String> all() throws IOException {
    var all = new HashSet<String>();
    if (Files.isDirectory(folder)) {
      try (var children = Files.newDirectoryStream(folder, child -> Files.isDirectory(child))) {
        for (var child : children) {
          all.add(child.getFileName().toString());
        }
      }
    }
    all.removeIf(name -> name.startsWith("."));
    return all;
  }

  /** Whether an instance runs in the folder, or somebody asked for it within the grace time. */
  boolean isNeeded(String sha256, Duration grace) {
    var known = folders.get(sha256);
    return known != null && known.isNeeded(grace);
  }

  /** Removes the folder unless it is needed; whoever asks for it then has it unpacked again. */
  boolean remove(String sha256, Duration grace) throws IOException {
    var aside = new ArrayList<Path>();
    folders.compute(
        sha256,
        (_, known) -> {
          if (known != null && known.isNeeded(grace)) {
            return known;
          }
          try {
            aside.add(CodeArchives.setAside(folder.resolve(sha256)));
          } catch (IOException e) {
            throw new UncheckedIOException("cannot remove unpacked code " + sha256, e);
          }
          return null;
        });
    for (var each : aside) {
      CodeArchives.delete(each);
    }
    return !aside.isEmpty();
  }

  private void provide(CodeArchive code, Folder wanted) {
    var target = folder.resolve(code.sha256());
    try {
      if (!Files.isDirectory(target)) {
        try (var archive = source.open(code)) {
          archives.unpack(archive.file(), target);
        }
      }
      wanted.path.complete(target);
    } catch (IOException | RuntimeException fault) {
      log.warn("code cannot be had sha256={} reason={}", code.sha256(), fault.toString());
      folders.remove(code.sha256(), wanted);
      wanted.path.completeExceptionally(
          SERVICE_UNAVAILABLE
              .saying("the function's code cannot be had at the moment. Please retry.")
              .exception());
    }
  }
}
