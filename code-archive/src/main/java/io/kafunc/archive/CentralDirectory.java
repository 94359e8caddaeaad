// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/**
 * Counts the entries of an archive's central directory without keeping any, so that a million of
 * them cost no memory (fault 16). Counts what is there and not what the archive says of itself.
 */
final class CentralDirectory {

  private static final int END_SIGNATURE = 0x0605_4b50;
  private static final int END_LENGTH = 22;
  private static final int LONGEST_COMMENT = 0xFFFF;
  private static final int ENTRY_SIGNATURE = 0x0201_4b50;
  private static final int ENTRY_LENGTH = 46;
  private static final int LOCATOR_SIGNATURE = 0x0706_4b50;
  private static final int LOCATOR_LENGTH = 20;
  private static final int ZIP64_END_SIGNATURE = 0x0606_4b50;
  private static final long UNSAID = 0xFFFF_FFFFL;

  private final FileChannel file;

  CentralDirectory(FileChannel file) {
    this.file = file;
  }

  /** Refuses an archive that has no directory, or one with more entries than that. */
  void check(int mostEntries) throws IOException {
    long at = start();
    int entries = 0;
    while (true) {
      var header = read(at, ENTRY_LENGTH);
      if (header.remaining() < 4 || header.getInt(0) != ENTRY_SIGNATURE) {
        return;
      }
      if (header.remaining() < ENTRY_LENGTH) {
        throw new BadArchiveException("the archive is truncated");
      }
      if (++entries > mostEntries) {
        throw new BadArchiveException(
            "the archive has more than %d entries".formatted(mostEntries));
      }
      at +=
          ENTRY_LENGTH
              + Short.toUnsignedInt(header.getShort(28))
              + Short.toUnsignedInt(header.getShort(30))
              + Short.toUnsignedInt(header.getShort(32));
    }
  }

  private long start() throws IOException {
    long end = end();
    var record = read(end, END_LENGTH);
    long length = Integer.toUnsignedLong(record.getInt(12));
    boolean zip64 = length == UNSAID || Integer.toUnsignedLong(record.getInt(16)) == UNSAID;
    if (zip64) {
      return zip64Start(end);
    }
    if (length > end) {
      throw new BadArchiveException("the archive's directory does not fit into it");
    }
    return end - length;
  }

  private long zip64Start(long end) throws IOException {
    var locator = read(Math.max(0, end - LOCATOR_LENGTH), LOCATOR_LENGTH);
    if (locator.remaining() < LOCATOR_LENGTH || locator.getInt(0) != LOCATOR_SIGNATURE) {
      throw new BadArchiveException("the archive's zip64 directory is missing");
    }
    var record = read(locator.getLong(8), 56);
    if (record.remaining() < 56 || record.getInt(0) != ZIP64_END_SIGNATURE) {
      throw new BadArchiveException("the archive's zip64 directory is missing");
    }
    long start = record.getLong(48);
    if (start < 0 || start > end) {
      throw new BadArchiveException("the archive's directory does not fit into it");
    }
    return start;
  }

  private long end() throws IOException {
    long size = file.size();
    long from = Math.max(0, size - END_LENGTH - LONGEST_COMMENT);
    var tail = read(from, (int) (size - from));
    for (int i = tail.remaining() - END_LENGTH; i >= 0; i--) {
      if (tail.getInt(i) == END_SIGNATURE) {
        return from + i;
      }
    }
    throw new BadArchiveException("the code is not a ZIP or JAR archive");
  }

  private ByteBuffer read(long at, int length) throws IOException {
    if (at < 0) {
      throw new BadArchiveException("the archive's directory does not fit into it");
    }
    var buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining()) {
      int read = file.read(buffer, at + buffer.position());
      if (read < 0) {
        break;
      }
    }
    return buffer.flip();
  }
}
