// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;

/**
 * One folder per instance for the socket it dials, below a folder that only this suite uses and
 * that nobody else may enter. Its name carries a hash of the data folder, so two suites never meet;
 * what an earlier run left there is removed at the start. Kept outside the data folder because a
 * socket's path may not exceed 107 bytes.
 */
public final class SocketFolders {

  private final Path root;

  public SocketFolders(Path temporary, String suite) {
    this.root = temporary.resolve("kafunc-" + suite);
    try {
      if (Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
        remove(root);
      }
      Files.createDirectory(
          root, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot make " + root + " for instance sockets", failure);
    }
  }

  Path root() {
    return root;
  }

  public Path create(String instanceId) throws IOException {
    Path folder = Files.createDirectory(root.resolve(instanceId));
    return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  public static void remove(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
