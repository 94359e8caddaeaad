// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.pool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Linux's own estimate of available memory, read at most five times a second. Thread-safe. */
public final class ProcMemory implements HostMemory {

  private static final Path MEMINFO = Path.of("/proc/meminfo");
  private static final long FRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private long readAt = System.nanoTime() - 2 * FRESH_NANOS;
  private long available = Long.MAX_VALUE;

  @Override
  public synchronized long availableMB() {
    long now = System.nanoTime();
    if (now - readAt > FRESH_NANOS) {
      readAt = now;
      available = read();
    }
    return available;
  }

  private static long read() {
    try {
      for (String line : Files.readAllLines(MEMINFO)) {
        if (line.startsWith("MemAvailable:")) {
          return Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024;
        }
      }
    } catch (IOException unknown) {
      return Long.MAX_VALUE;
    }
    return Long.MAX_VALUE;
  }
}
