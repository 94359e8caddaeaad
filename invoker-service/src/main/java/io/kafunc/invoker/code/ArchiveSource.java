// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.code;

import io.kafunc.schemas.metadata.CodeArchive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where archives come from. May block. */
@FunctionalInterface
public interface ArchiveSource {

  /** The archive as a file, its content checked against its name; to be closed after use. */
  OpenArchive open(CodeArchive code) throws IOException;

  /** A file to read an archive from; a temporary one goes when it is closed. */
  record OpenArchive(Path file, boolean temporary) implements AutoCloseable {

    @Override
    public void close() throws IOException {
      if (temporary) {
        Files.deleteIfExists(file);
      }
    }
  }

  /** This source where it has the archive, else the other. */
  default ArchiveSource or(ArchiveSource other) {
    return code -> {
      try {
        return open(code);
      } catch (java.nio.file.NoSuchFileException missing) {
        return other.open(code);
      }
    };
  }
}
