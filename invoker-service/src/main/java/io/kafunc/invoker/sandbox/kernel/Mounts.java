// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.sandbox.kernel;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/** Mounts made in another process's mount namespace. Needs CAP_SYS_ADMIN. */
public final class Mounts {

  private static final int ATTRIBUTES_BYTES = 32;

  private Mounts() {}

  /**
   * Mounts a folder of ours read-only where another process sees {@code target}. The work is done
   * by a thread of its own, which enters that namespace and ends there: no other thread of this
   * process ever leaves home.
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
              } catch (IOException | RuntimeException failure) {
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
        enter(arena, pid);
        Calls.call(
            SystemCall.MOVE_MOUNT,
            tree,
            text(arena, ""),
            Flags.AT_FDCWD,
            text(arena, target),
            Flags.MOVE_MOUNT_F_EMPTY_PATH);
      } finally {
        Calls.close(tree);
      }
    }
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

  private static void enter(Arena arena, long pid) throws IOException {
    var path = text(arena, "/proc/" + pid + "/ns/mnt");
    long namespace = Calls.call(SystemCall.OPENAT, Flags.AT_FDCWD, path, Flags.O_CLOEXEC);
    try {
      Calls.call(SystemCall.SETNS, namespace, Flags.CLONE_NEWNS);
    } finally {
      Calls.close(namespace);
    }
  }

  private static long text(Arena arena, String text) {
    return arena.allocateFrom(text).address();
  }
}
