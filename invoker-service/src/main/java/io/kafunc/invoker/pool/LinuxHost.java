// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.pool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Linux's own figures, read at most five times a second. Thread-safe. */
public final class LinuxHost implements Host {

  private static final Path MEMORY = Path.of("/proc/meminfo");
  private static final Path PROCESSORS = Path.of("/proc/stat");
  private static final long FRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final int IDLE = 4;
  private static final int WAITING_FOR_DISK = 5;

  private long readAt = System.nanoTime() - 2 * FRESH_NANOS;
  private long availableMB = Long.MAX_VALUE;
  private double idle = 1;
  private Ticks last = new Ticks(0, 0);

  /** Time of all processors since boot, in the kernel's ticks. */
  private record Ticks(long all, long idle) {}

  @Override
  public synchronized long availableMemoryMB() {
    refresh();
    return availableMB;
  }

  @Override
  public synchronized double idleCpu() {
    refresh();
    return idle;
  }

  private void refresh() {
    long now = System.nanoTime();
    if (now - readAt <= FRESH_NANOS) {
      return;
    }
    readAt = now;
    availableMB = readMemory();
    var ticks = readTicks();
    long passed = ticks.all - last.all;
    idle = passed > 0 ? (double) (ticks.idle - last.idle) / passed : 1;
    last = ticks;
  }

  private static long readMemory() {
    return lines(MEMORY).stream()
        .filter(line -> line.startsWith("MemAvailable:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
        .findFirst()
        .orElse(Long.MAX_VALUE);
  }

  private static Ticks readTicks() {
    var lines = lines(PROCESSORS);
    if (lines.isEmpty()) {
      return new Ticks(0, 0);
    }
    String[] words = lines.getFirst().split(" +");
    long all = 0;
    for (int i = 1; i < words.length; i++) {
      all += Long.parseLong(words[i]);
    }
    return new Ticks(all, Long.parseLong(words[IDLE]) + Long.parseLong(words[WAITING_FOR_DISK]));
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException unknown) {
      return List.of();
    }
  }
}
