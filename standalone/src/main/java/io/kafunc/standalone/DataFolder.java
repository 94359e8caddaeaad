// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * The folder of everything a process keeps: {@code kafka/ h2/ logs/ code/ spool/ credentials}. One
 * process at a time: the lock is the kernel's, so that a killed process leaves none.
 */
final class DataFolder implements AutoCloseable {

  private static final List<String> PARTS = List.of("h2", "logs", "code", "spool");

  private final Path path;
  private final FileChannel lockFile;

  private DataFolder(Path path, FileChannel lockFile) {
    this.path = path;
    this.lockFile = lockFile;
  }

  static DataFolder open(Path given) {
    Path path = given.toAbsolutePath().normalize();
    try {
      Files.createDirectories(path);
      DataFolder folder = new DataFolder(path, lock(path));
      for (String part : PARTS) {
        Files.createDirectories(path.resolve(part));
      }
      return folder;
    } catch (IOException e) {
      throw new StartRefusedException(
          "The data folder "
              + path
              + " cannot be written ("
              + e.getClass().getSimpleName()
              + ": "
              + e.getMessage()
              + "). Make it writable, or name another with --data or KAFUNC_DATA.");
    }
  }

  Path path() {
    return path;
  }

  Path kafka() {
    return path.resolve("kafka");
  }

  private static FileChannel lock(Path path) throws IOException {
    Path file = path.resolve("lock");
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    if (tryLock(channel) == null) {
      channel.close();
      String holder = Files.readString(file).strip();
      throw new StartRefusedException(
          "The data folder "
              + path
              + " is in use by another Kafunc (process "
              + (holder.isEmpty() ? "unknown" : holder)
              + "). End that one, or name another folder with --data or KAFUNC_DATA.");
    }
    channel.truncate(0);
    channel.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(UTF_8)), 0);
    return channel;
  }

  private static FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException _) {
      return null;
    }
  }

  @Override
  public void close() throws IOException {
    lockFile.close();
  }
}
