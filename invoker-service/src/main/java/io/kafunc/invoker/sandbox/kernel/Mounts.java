// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.sandbox.kernel;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;

/** Mounts made in another process's mount namespace. Needs CAP_SYS_ADMIN. */
public final class Mounts {

  private static final int ATTRIBUTES_BYTES = 32;
  private static final long NO_PROCESS = -1;

  /** Linux 5.12 brought {@code mount_setattr}, the youngest of the calls. */
  private static final int VERSION = 5;

  private static final int PATCH = 12;

  private Mounts() {}

  public static boolean available() {
    return Architecture.here().isPresent() && newEnough(System.getProperty("os.version"));
  }

  static boolean newEnough(String release) {
    var numbers = Pattern.compile("^(\\d+)\\.(\\d+)").matcher(release);
    if (!numbers.find()) {
      return false;
    }
    int version = Integer.parseInt(numbers.group(1));
    return version > VERSION || version == VERSION && Integer.parseInt(numbers.group(2)) >= PATCH;
  }

  /**
   * Does all but the last step once, so that the first attachment does not wait for what Java makes
   * on first use.
   */
  public static void rehearse() {
    attachReadOnly(NO_PROCESS, Path.of("/"), "/");
  }

  /**
   * Mounts a folder of ours read-only where another process sees {@code target}. The work is done
   * by a thread of its own, which enters that namespace and comes home before it tells anybody: no
   * code of others ever runs there, where it would find neither its files nor its classes.
   */
  public static CompletableFuture<Void> attachReadOnly(long pid, Path source, String target) {
    var done = new CompletableFuture<Void>();
    Thread.ofPlatform()
        .name("attach-" + pid)
        .daemon(true)
        .start(
            () -> {
              try {
                attach(pid, source, target);
                done.complete(null);
              } catch (Throwable failure) {
                done.completeExceptionally(
                    new IOException(
                        "cannot attach %s to process %d".formatted(source, pid), failure));
              }
            });
    return done;
  }

  private static void attach(long pid, Path source, String target) throws IOException {
    try (var arena = Arena.ofConfined()) {
      // A thread that shares its working directory with others may not change its mount namespace.
      Calls.call(SystemCall.UNSHARE, Flags.CLONE_FS);
      long tree =
          Calls.call(
              SystemCall.OPEN_TREE,
              Flags.AT_FDCWD,
              text(arena, source.toString()),
              Flags.OPEN_TREE_CLONE | Flags.O_CLOEXEC | Flags.AT_RECURSIVE);
      try {
        closeToWriters(arena, tree);
        moveInto(arena, pid, tree, text(arena, target));
      } finally {
        Calls.close(tree);
      }
    }
  }

  private static void moveInto(Arena arena, long pid, long tree, long target) throws IOException {
    long home = namespace(arena, "/proc/thread-self/ns/mnt");
    try {
      long other = namespace(arena, "/proc/" + pid + "/ns/mnt");
      try {
        Calls.call(SystemCall.SETNS, other, Flags.CLONE_NEWNS);
        long from = text(arena, "");
        int itself = Flags.MOVE_MOUNT_F_EMPTY_PATH;
        Calls.call(SystemCall.MOVE_MOUNT, tree, from, Flags.AT_FDCWD, target, itself);
      } finally {
        Calls.call(SystemCall.SETNS, home, Flags.CLONE_NEWNS);
        Calls.close(other);
      }
    } finally {
      Calls.close(home);
    }
  }

  private static long namespace(Arena arena, String path) throws IOException {
    return Calls.call(SystemCall.OPENAT, Flags.AT_FDCWD, text(arena, path), Flags.O_CLOEXEC);
  }

  private static void closeToWriters(Arena arena, long tree) throws IOException {
    MemorySegment attributes = arena.allocate(ATTRIBUTES_BYTES, Long.BYTES);
    attributes.set(
        ValueLayout.JAVA_LONG,
        0,
        Flags.MOUNT_ATTR_RDONLY | Flags.MOUNT_ATTR_NOSUID | Flags.MOUNT_ATTR_NODEV);
    Calls.call(
        SystemCall.MOUNT_SETATTR,
        tree,
        text(arena, ""),
        Flags.AT_EMPTY_PATH,
        attributes.address(),
        ATTRIBUTES_BYTES);
  }

  private static long text(Arena arena, String text) {
    return arena.allocateFrom(text).address();
  }
}
