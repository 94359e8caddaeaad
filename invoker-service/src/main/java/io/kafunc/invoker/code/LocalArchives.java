// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.invoker.code;

import io.kafunc.schemas.metadata.CodeArchive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Archives that metadata-service keeps on this machine, in one process with us (design 8.8). They
 * were digested when they were stored.
 */
final class LocalArchives implements ArchiveSource {

  private final Path folder;

  LocalArchives(Path folder) {
    this.folder = folder;
  }

  @Override
  public OpenArchive open(CodeArchive code) throws IOException {
    var file = folder.resolve(code.sha256() + ".zip");
    if (!Files.isRegularFile(file)) {
      throw new NoSuchFileException(file.toString());
    }
    return new OpenArchive(file, false);
  }
}
