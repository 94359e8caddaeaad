// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.runtime;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the folder {@code runtimes} beside the application: above its jar or classes, or above
 * here.
 */
final class RuntimeFolders {

  private static final String NAME = "runtimes";

  private RuntimeFolders() {}

  static Path find() {
    return Stream.of(application(), Optional.of(Path.of("").toAbsolutePath()))
        .flatMap(Optional::stream)
        .map(RuntimeFolders::above)
        .flatMap(Optional::stream)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "no folder 'runtimes' beside the application; name it with kafunc.runtimes"));
  }

  private static Optional<Path> above(Path start) {
    for (Path folder = start; folder != null; folder = folder.getParent()) {
      Path candidate = folder.resolve(NAME);
      if (Files.isRegularFile(candidate.resolve("README.md"))) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  private static Optional<Path> application() {
    try {
      var source = RuntimeFolders.class.getProtectionDomain().getCodeSource();
      return source == null ? Optional.empty() : Optional.of(Path.of(source.getLocation().toURI()));
    } catch (URISyntaxException | IllegalArgumentException notAFile) {
      return Optional.empty();
    }
  }
}
