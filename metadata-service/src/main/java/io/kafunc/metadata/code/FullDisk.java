// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.metadata.code;

import static io.kafunc.httpapi.ErrorCode.INSUFFICIENT_STORAGE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells a full disk, which is a refusal, from other faults of a disk. */
final class FullDisk {

  /** A write that failed with less than this left failed for want of room. */
  private static final long ROOM = 1024 * 1024;

  private FullDisk() {}

  /**
   * The fault of a write below a folder, when it was none of room.
   *
   * @throws io.kafunc.httpapi.FcException with {@code InsufficientStorage} when it was
   */
  static IOException unlessFull(Path folder, IOException fault) throws IOException {
    if (Files.getFileStore(folder).getUsableSpace() < ROOM) {
      throw INSUFFICIENT_STORAGE
          .saying("there is no room left for code. Please retry.")
          .exception();
    }
    return fault;
  }
}
