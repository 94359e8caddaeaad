// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.sandbox.kernel;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;

/** Mounts made in another process's mount namespace. Needs CAP_SYS_ADMIN. */
public final class Mounts {

  private static final int ATTRIBUTES_BYTES = 32;
  private static final long NO_PROCESS = -1;

  /** Linux 5.12 brought {@code mount_setattr}, the youngest of the calls. */
  private static final int VERSION = 5;

  private static final int PATCH = 12;

  private static final ExecutorService THREAD =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("attach").daemon(true).factory());

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
    attachReadOnly(NO_PROCESS, Map.of("/", Path.of("/")));
  }

  /**
   * Mounts folders of ours read-only where another process sees the targets. The work is done by a
   * thread of its own, which enters that namespace and comes home before it tells anybody: no code
   * of others ever runs there, where it would find neither its files nor its classes.
   *
   * @param folders by target
   */
  public static CompletableFuture<Void> attachReadOnly(long pid, Map<String, Path> folders) {
    var done = new CompletableFuture<Void>();
    THREAD.execute(
        () -> {
          try {
            attach(pid, folders);
            done.complete(null);
          } catch (Throwable failure) {
            var told = "cannot attach %s to process %d".formatted(folders.values(), pid);
            done.completeExceptionally(new IOException(told, failure));
            if (failure instanceof AstrayError astray) {
              throw astray;
            }
          }
        });
    return done;
  }

  private static void attach(long pid, Map<String, Path> folders) throws IOException {
    try (var arena = Arena.ofConfined()) {
      // A thread that shares its working directory with others may not change its mount namespace.
      Calls.call(SystemCall.UNSHARE, Flags.CLONE_FS);
      var trees = new HashMap<String, Long>();
      try {
        for (var folder : folders.entrySet()) {
          trees.put(folder.getKey(), clone(arena, folder.getValue()));
        }
        moveInto(arena, pid, trees);
      } finally {
        for (long tree : trees.values()) {
          Calls.close(tree);
        }
      }
    }
  }

  private static long clone(Arena arena, Path folder) throws IOException {
    long tree =
        Calls.call(
            SystemCall.OPEN_TREE,
            Flags.AT_FDCWD,
            text(arena, folder.toString()),
            Flags.OPEN_TREE_CLONE | Flags.O_CLOEXEC | Flags.AT_RECURSIVE);
    try {
      closeToWriters(arena, tree);
      return tree;
    } catch (IOException refused) {
      Calls.close(tree);
      throw refused;
    }
  }

  private static void moveInto(Arena arena, long pid, Map<String, Long> trees) throws IOException {
    long home = namespace(arena, "/proc/thread-self/ns/mnt");
    try {
      long other = namespace(arena, "/proc/" + pid + "/ns/mnt");
      try {
        Calls.call(SystemCall.SETNS, other, Flags.CLONE_NEWNS);
        long from = text(arena, "");
        int itself = Flags.MOVE_MOUNT_F_EMPTY_PATH;
        for (var tree : trees.entrySet()) {
          long target = text(arena, tree.getKey());
          Calls.call(SystemCall.MOVE_MOUNT, tree.getValue(), from, Flags.AT_FDCWD, target, itself);
        }
      } finally {
        comeHome(home);
        Calls.close(other);
      }
    } finally {
      Calls.close(home);
    }
  }

  /** A thread that cannot come home does nothing more; its successor is made at home. */
  private static void comeHome(long home) {
    try {
      Calls.call(SystemCall.SETNS, home, Flags.CLONE_NEWNS);
    } catch (IOException astray) {
      throw new AstrayError(astray);
    }
  }

  private static final class AstrayError extends Error {
    AstrayError(IOException cause) {
      super(cause);
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
