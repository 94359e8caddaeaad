// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.code;

import static io.kafunc.httpapi.ErrorCode.INVALID_ARGUMENT;

import io.kafunc.archive.CodeDigest;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/** Digests what passes, and refuses to pass more than an archive may have. */
final class BoundedOutput extends FilterOutputStream {

  private final CodeDigest digest;
  private final long most;
  private final Path folder;

  /**
   * @param folder on whose disk it ends
   */
  BoundedOutput(OutputStream out, CodeDigest digest, long most, Path folder) {
    super(out);
    this.folder = folder;
    this.digest = digest;
    this.most = most;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (digest.size() + length > most) {
      throw INVALID_ARGUMENT
          .saying("code size exceeds maximum allowed size (%d bytes)".formatted(most))
          .exception();
    }
    digest.update(bytes, offset, length);
    try {
      out.write(bytes, offset, length);
    } catch (IOException fault) {
      throw FullDisk.unlessFull(folder, fault);
    }
  }
}
