// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What {@code /proc} says of processes. Everything there may vanish while it is read. */
final class Processes {

  private static final Path PROC = Path.of("/proc");

  /** Enough to know that there are too many. */
  private static final int MOST_LOOKED_AT = 2 * Sandbox.MAX_PROCESSES;

  private Processes() {}

  /** The first descendant that runs the executable: the runtime behind its sandbox's helpers. */
  static Optional<Long> descendantRunning(long root, Path executable) {
    return descendants(root).stream().filter(pid -> runs(pid, executable)).findFirst();
  }

  /** Children, their children and so on, the nearest first. */
  static List<Long> descendants(long root) {
    var found = new ArrayList<>(children(root));
    for (int i = 0; i < found.size() && found.size() < MOST_LOOKED_AT; i++) {
      found.addAll(children(found.get(i)));
    }
    return found;
  }

  static List<Long> children(long pid) {
    var found = new ArrayList<Long>();
    String id = Long.toString(pid);
    try {
      String list =
          Files.readString(PROC.resolve(id).resolve("task").resolve(id).resolve("children"));
      for (String word : list.trim().split(" ")) {
        if (!word.isEmpty()) {
          found.add(Long.parseLong(word));
        }
      }
    } catch (IOException gone) {
      return List.of();
    }
    return found;
  }

  /** The sum of these fields of a process's status, in MB; 0 when it is gone. */
  static double statusMB(long pid, String... fields) {
    return sumMB(pid, "status", fields);
  }

  /** Its part of what it shares with others included, in MB; 0 when it is gone. */
  static double sharedOutMB(long pid) {
    return sumMB(pid, "smaps_rollup", "Pss_Anon:", "Pss_Shmem:");
  }

  private static double sumMB(long pid, String file, String... fields) {
    long kilobytes = 0;
    try {
      for (String line : Files.readAllLines(PROC.resolve(Long.toString(pid)).resolve(file))) {
        for (String field : fields) {
          if (line.startsWith(field)) {
            kilobytes += Long.parseLong(line.replaceAll("[^0-9]", ""));
          }
        }
      }
    } catch (IOException gone) {
      return 0;
    }
    return kilobytes / 1024.0;
  }

  /** Processes that carry the variable in the environment they were started with. */
  static List<Long> carrying(String variable) {
    var found = new ArrayList<Long>();
    try (var entries = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path entry : entries) {
        if (carries(entry, variable)) {
          found.add(Long.parseLong(entry.getFileName().toString()));
        }
      }
    } catch (IOException unreadable) {
      return found;
    }
    return found;
  }

  private static boolean carries(Path entry, String variable) {
    try {
      String environment = Files.readString(entry.resolve("environ"), StandardCharsets.ISO_8859_1);
      return ("\0" + environment).contains("\0" + variable);
    } catch (IOException notOurs) {
      return false;
    }
  }

  private static boolean runs(long pid, Path executable) {
    try {
      return Files.isSameFile(PROC.resolve(Long.toString(pid)).resolve("exe"), executable);
    } catch (IOException gone) {
      return false;
    }
  }
}
