// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.runtime;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads what an instance writes past its frames, on a thread of its own, and hands it on in lines.
 * A line beyond 32 KB is cut and says so; the rest of it is counted, never kept. The receiver's
 * return is what lets the next bytes be read, so that a flood waits in the pipe.
 */
final class RawOutput {

  static final int LINE_LIMIT = 32 * 1024;
  private static final int STACK = 128 * 1024;

  private final InputStream in;
  private final Consumer<List<String>> receiver;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private long length;

  private RawOutput(InputStream in, Consumer<List<String>> receiver) {
    this.in = in;
    this.receiver = receiver;
  }

  static void read(String instanceId, InputStream in, Consumer<List<String>> receiver) {
    var reader = new RawOutput(in, receiver);
    Thread.ofPlatform()
        .name("output-" + instanceId)
        .daemon(true)
        .stackSize(STACK)
        .start(reader::readAll);
  }

  /** The lines of a whole stream; for tests of the cutting. */
  static void readNow(InputStream in, Consumer<List<String>> receiver) {
    new RawOutput(in, receiver).readAll();
  }

  private void readAll() {
    byte[] buffer = new byte[16 * 1024];
    try (in) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        var lines = split(buffer, count);
        if (!lines.isEmpty()) {
          receiver.accept(lines);
        }
      }
    } catch (IOException ended) {
      // The process is gone; what it wrote before has been read.
    }
    if (length > 0) {
      receiver.accept(List.of(take()));
    }
  }

  private List<String> split(byte[] buffer, int count) {
    var lines = new ArrayList<String>();
    int start = 0;
    for (int i = 0; i < count; i++) {
      if (buffer[i] == '\n') {
        hold(buffer, start, i - start);
        lines.add(take());
        start = i + 1;
      }
    }
    hold(buffer, start, count - start);
    return lines;
  }

  private void hold(byte[] buffer, int start, int count) {
    length += count;
    line.write(buffer, start, Math.min(count, LINE_LIMIT - line.size()));
  }

  private String take() {
    String text = line.toString(StandardCharsets.UTF_8);
    if (length > LINE_LIMIT) {
      text += " [cut: %d of %d bytes]".formatted(LINE_LIMIT, length);
    }
    line.reset();
    length = 0;
    return text;
  }
}
