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
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Code, addressed by its content: {@code <data>/code/<sha256>.zip}. An archive is verified, and on
 * the disk with its name, before any event speaks of it (design 8.8). Thread-safe.
 */
@Singleton
public class CodeStore {

  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private static final String STAGED = ".upload-";
  private static final String ZIP = ".zip";

  private final Path folder;
  private final CodeArchives archives;
  private final Limits limits;
  private final RequestIds ids;
  private final Clock clock;
  private final ReentrantLock naming = new ReentrantLock();

  CodeStore(KafuncSettings settings, Limits limits, RequestIds ids, Clock clock) {
    this.folder = settings.data().toAbsolutePath().normalize().resolve("code");
    this.limits = limits;
    this.ids = ids;
    this.clock = clock;
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
        source.writeTo(new BoundedOutput(out, digest, limits.codeBytes(), folder));
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
      Syncing.sync(staged.file());
      name(staged.file(), file(staged.archive().sha256()));
      return staged.archive();
    } catch (BadArchiveException e) {
      throw INVALID_ARGUMENT.saying("code is refused: " + e.getMessage()).exception();
    } catch (IOException fault) {
      throw FullDisk.unlessFull(folder, fault);
    } finally {
      discard(staged);
    }
  }

  private void name(Path staged, Path target) throws IOException {
    naming.lock();
    try {
      if (!Files.exists(target)) {
        Files.move(staged, target, StandardCopyOption.ATOMIC_MOVE);
      }
      Files.setLastModifiedTime(target, FileTime.from(clock.instant()));
      // Also where another has just moved it and has not come so far.
      Syncing.sync(folder);
    } finally {
      naming.unlock();
    }
  }

  /** All archives that are here, by their SHA-256. */
  Set<String> all() throws IOException {
    var all = new HashSet<String>();
    try (var files = Files.newDirectoryStream(folder, "*" + ZIP)) {
      for (var file : files) {
        var name = file.getFileName().toString();
        all.add(name.substring(0, name.length() - ZIP.length()));
      }
    }
    return all;
  }

  /**
   * Removes archives but those that are named by now, or were kept since: their event may be on its
   * way. Whoever keeps one at the same time waits, and then puts it there again.
   */
  List<String> remove(Collection<String> due, Supplier<Set<String>> named, Instant keptBefore)
      throws IOException {
    naming.lock();
    try {
      var removed = new ArrayList<String>();
      var wanted = named.get();
      for (var sha256 : due) {
        var file = file(sha256);
        if (!wanted.contains(sha256)
            && Files.exists(file)
            && Files.getLastModifiedTime(file).toInstant().isBefore(keptBefore)) {
          Files.delete(file);
          removed.add(sha256);
        }
      }
      return removed;
    } finally {
      naming.unlock();
    }
  }

  public void discard(StagedArchive staged) throws IOException {
    Files.deleteIfExists(staged.file());
  }

  /** The file of an archive, if it is here. */
  public Optional<Path> find(String sha256) {
    return SHA256.matcher(sha256).matches()
        ? Optional.of(file(sha256)).filter(Files::isRegularFile)
        : Optional.empty();
  }

  private Path file(String sha256) {
    return folder.resolve(sha256 + ZIP);
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
