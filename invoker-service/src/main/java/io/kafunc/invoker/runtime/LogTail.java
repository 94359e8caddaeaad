// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.runtime;

import io.kafunc.schemas.invocation.OutputLine;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Locale;

/**
 * Keeps the last 4 KB of a call's lines for {@code X-Fc-Log-Result} (F-28, contract 1.6). Filled on
 * the instance's event loop; read after the call's report.
 */
public final class LogTail implements LogSink {

  private static final int LIMIT = 4096;

  private final Deque<byte[]> lines = new ArrayDeque<>();
  private int size;

  @Override
  public synchronized void accept(OutputLine line) {
    byte[] bytes = (line.message() + "\n").getBytes(StandardCharsets.UTF_8);
    lines.addLast(bytes);
    size += bytes.length;
    while (size - lines.getFirst().length >= LIMIT) {
      size -= lines.removeFirst().length;
    }
  }

  /** The lines and the closing figures, at most 4 KB of them. */
  public synchronized byte[] text(RunReport report, int memorySizeMB) {
    String figures =
        String.format(
            Locale.ROOT,
            "%nDuration: %.2f ms, Billed Duration: %d ms, Memory Size: %d MB,"
                + " Max Memory Used: %.2f MB",
            report.durationMs(),
            (long) Math.ceil(report.durationMs()),
            memorySizeMB,
            report.memoryUsedMB());
    var all = new ByteArrayOutputStream();
    lines.forEach(all::writeBytes);
    all.writeBytes(figures.getBytes(StandardCharsets.UTF_8));
    byte[] bytes = all.toByteArray();
    return bytes.length <= LIMIT
        ? bytes
        : Arrays.copyOfRange(bytes, bytes.length - LIMIT, bytes.length);
  }
}
