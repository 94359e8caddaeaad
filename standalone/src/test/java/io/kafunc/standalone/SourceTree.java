// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The checkout this test runs in. */
final class SourceTree {

  private SourceTree() {}

  static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("kafunc"))) {
      folder = folder.getParent();
    }
    return folder;
  }

  static List<Path> javaFiles() throws IOException {
    try (var files = Files.walk(root())) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !root().relativize(file).toString().contains("target/"))
          .toList();
    }
  }
}
