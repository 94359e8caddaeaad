// SPDX-License-Identifier: Apache-2.0
// Copyright The Kafunc Authors
package io.kafunc.archive;

import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Counts and digests the bytes of an archive as they stream by: SHA-256, which names the archive in
 * the code store, and CRC-64, which FC calls {@code codeChecksum} (contract 1.2). Not thread-safe.
 */
public final class CodeDigest {

  private final MessageDigest sha256;
  private final Crc64 crc64 = new Crc64();
  private long size;

  public CodeDigest() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  public void update(byte[] bytes, int offset, int length) {
    sha256.update(bytes, offset, length);
    crc64.update(bytes, offset, length);
    size += length;
  }

  /** A stream that digests what is written to it and keeps nothing. */
  public OutputStream asStream() {
    return new OutputStream() {
      @Override
      public void write(int b) {
        update(new byte[] {(byte) b}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) {
        update(bytes, offset, length);
      }
    };
  }

  /** How many bytes there were. */
  public long size() {
    return size;
  }

  /** SHA-256 in lower-case hexadecimal; ends this digest. */
  public String sha256() {
    return HexFormat.of().formatHex(sha256.digest());
  }

  /** CRC-64 as an unsigned decimal. */
  public String crc64() {
    return Long.toUnsignedString(crc64.value());
  }
}
