// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.code;

import static io.kafunc.httpapi.ErrorCode.INVALID_ARGUMENT;

import io.kafunc.archive.ArchiveLimits;
import io.kafunc.archive.BadArchiveException;
import io.kafunc.archive.CodeArchives;
import io.kafunc.archive.CodeDigest;
import io.kafunc.archive.Syncing;
import io.kafunc.httpapi.KafuncSettings;
import io.kafunc.httpapi.RequestIds;
import io.kafunc.metadata.limit.Limits;
import io.kafunc.schemas.metadata.CodeArchive;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Code, addressed by its content: {@code <data>/code/<sha256>.zip}. An archive is verified, and on
 * the disk with its name, before any event speaks of it (design 8.8). Thread-safe.
 */
@Singleton
public class CodeStore {

  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private static final String STAGED = ".upload-";

  private final Path folder;
  private final CodeArchives archives;
  private final Limits limits;
  private final RequestIds ids;

  CodeStore(KafuncSettings settings, Limits limits, RequestIds ids) {
    this.folder = settings.data().toAbsolutePath().normalize().resolve("code");
    this.limits = limits;
    this.ids = ids;
    this.archives =
        new CodeArchives(new ArchiveLimits(limits.inflatedBytes(), limits.archiveEntries()));
    removeHalfDone();
  }

  /** Whoever has the bytes of an archive. */
  public interface Source {
    void writeTo(OutputStream out) throws IOException;
  }

  /** Receives an archive, no further than its limit. */
  public StagedArchive stage(Source source) throws IOException {
    var file = folder.resolve(STAGED + ids.next());
    var digest = new CodeDigest();
    try {
      try (var out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
        source.writeTo(new BoundedOutput(out, digest, limits.codeBytes()));
      }
      return new StagedArchive(
          file, new CodeArchive(digest.sha256(), digest.size(), digest.crc64()));
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }

  /** Verifies it and gives it its name; after this it survives whatever happens. */
  public CodeArchive keep(StagedArchive staged) throws IOException {
    try {
      archives.verify(staged.file());
      var target = folder.resolve(staged.archive().sha256() + ".zip");
      if (!Files.exists(target)) {
        Syncing.sync(staged.file());
        Files.move(staged.file(), target, StandardCopyOption.ATOMIC_MOVE);
      }
      // Also where another has just moved it and has not come so far.
      Syncing.sync(folder);
      return staged.archive();
    } catch (BadArchiveException e) {
      throw INVALID_ARGUMENT.saying("code is refused: " + e.getMessage()).exception();
    } finally {
      discard(staged);
    }
  }

  public void discard(StagedArchive staged) throws IOException {
    Files.deleteIfExists(staged.file());
  }

  /** The file of an archive, if it is here. */
  public Optional<Path> find(String sha256) {
    return SHA256.matcher(sha256).matches()
        ? Optional.of(folder.resolve(sha256 + ".zip")).filter(Files::isRegularFile)
        : Optional.empty();
  }

  private void removeHalfDone() {
    try {
      Files.createDirectories(folder);
      try (var files = Files.newDirectoryStream(folder, STAGED + "*")) {
        for (var file : files) {
          Files.delete(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot use " + folder, e);
    }
  }
}
