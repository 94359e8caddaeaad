// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.archive;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Verifies and unpacks archives of function code (lessons, faults 16 to 18). Thread-safe: two that
 * unpack the same target at once both find it whole.
 */
public final class CodeArchives {

  private static final String HALF_DONE = ".unpacking-";

  private final ArchiveLimits limits;

  public CodeArchives(ArchiveLimits limits) {
    this.limits = limits;
  }

  /**
   * Reads the whole archive and writes nothing.
   *
   * @throws BadArchiveException when it is refused
   */
  public void verify(Path archive) throws IOException {
    new ArchiveWalk(limits).run(archive, EntrySink.NOWHERE);
  }

  /**
   * Unpacks the archive so that {@code target} is either absent or whole, at every moment and after
   * every crash. A target that is there is taken as it is.
   *
   * @throws BadArchiveException when the archive is refused; nothing is left behind
   */
  public void unpack(Path archive, Path target) throws IOException {
    if (Files.isDirectory(target)) {
      return;
    }
    var parent = target.toAbsolutePath().getParent();
    Files.createDirectories(parent);
    var half = half(target.toAbsolutePath());
    try {
      var sink = new FolderSink(half);
      new ArchiveWalk(limits).run(archive, sink);
      sink.sync();
      rename(half, target);
      Syncing.sync(parent);
    } finally {
      delete(half);
    }
  }

  /** Removes what unpackings that did not end have left in a folder of targets (fault 18). */
  public static void repair(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (var children = Files.newDirectoryStream(folder, ".*" + HALF_DONE + "*")) {
      for (var child : children) {
        delete(child);
      }
    }
  }

  private static Path half(Path target) {
    var random = Long.toHexString(ThreadLocalRandom.current().nextLong());
    return target.resolveSibling("." + target.getFileName() + HALF_DONE + random);
  }

  private static void rename(Path half, Path target) throws IOException {
    try {
      Files.move(half, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      boolean another = Files.isDirectory(target); // came first
      if (!another) {
        throw e;
      }
    }
  }

  /**
   * Takes an unpacked folder away from its name; {@link #delete} or the next {@link #repair} then
   * ends it.
   */
  public static Path setAside(Path target) throws IOException {
    return Files.move(target, half(target), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Removes a folder and all in it, when it is there. */
  public static void delete(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path dir, IOException fault)
              throws IOException {
            Files.delete(dir);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
