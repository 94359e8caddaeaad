// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** A folder of a measurement's own, which leaves nothing behind. */
record ScratchFolder(Path path) implements AutoCloseable {

  static ScratchFolder create(String name) throws IOException {
    return new ScratchFolder(Files.createTempDirectory("kafunc-" + name));
  }

  Path resolve(String name) {
    return path.resolve(name);
  }

  /** Deletes it with all that is in it. */
  @Override
  public void close() throws IOException {
    try (var files = Files.walk(path)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
